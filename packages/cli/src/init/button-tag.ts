import { mountPath } from "./server-source.ts";

/** Where the browser finds the routes: the public URL may have a path of its own. */
export function routesPath(publicUrl: string): string {
  return new URL(`${publicUrl}${mountPath}`).pathname;
}

/** The tag to paste into a page. Without script, the form inside does the same. */
export function buttonTag(publicUrl: string): string {
  const path = routesPath(publicUrl);
  return `<script type="module" src="${path}/button.js"></script>
<retent-cancel-button return-to="/">
  <form method="post" action="${path}/cancel-link">
    <button>Cancel subscription</button>
  </form>
</retent-cancel-button>`;
}
