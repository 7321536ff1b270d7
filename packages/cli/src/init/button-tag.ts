import { mountPath } from "./server-source.ts";

/** The path at which the browser reaches the routes. The public URL may itself have a path. */
export function routesPath(publicUrl: string): string {
  return new URL(`${publicUrl}${mountPath}`).pathname;
}

/** The tag to paste into a page. Without JavaScript, the form inside does the same. */
export function buttonTag(publicUrl: string): string {
  const path = routesPath(publicUrl);
  return `<script type="module" src="${path}/button.js"></script>
<retent-cancel-button return-to="/">
  <form method="post" action="${path}/cancel-link" data-turbo="false">
    <button>Cancel subscription</button>
  </form>
</retent-cancel-button>`;
}
