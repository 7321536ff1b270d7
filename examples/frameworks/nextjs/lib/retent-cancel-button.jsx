import { createElement } from "react";

/** The cancel button. Without JavaScript, the form inside does the same. */
export function RetentCancelButton({ returnTo = "/" }) {
  return (
    <>
      <script async type="module" src="/shop/api/retent/button.js" />
      {createElement(
        "retent-cancel-button",
        { "return-to": returnTo },
        <form method="post" action="/shop/api/retent/cancel-link" data-turbo="false">
          <button type="submit">Cancel subscription</button>
        </form>,
      )}
    </>
  );
}
