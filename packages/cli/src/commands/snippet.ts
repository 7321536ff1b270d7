import { createHash } from "node:crypto";
import { createRetent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { readPublicUrl } from "../environment.ts";
import type { Host } from "../host.ts";

/**
 * `retent snippet`: prints the tag to paste into a page. It needs to know where the server is reached, and nothing else.
 *
 * @throws {ConfigurationError}
 */
export async function snippet({ env, stdout }: Pick<Host, "env" | "stdout">): Promise<number> {
  const publicUrl = readPublicUrl(env);
  const src = `${publicUrl}/button.js`;
  const integrity = await hashOfButton(publicUrl, src);
  stdout.write(`<script type="module" src="${escapeHtml(src)}"
  integrity="${integrity}" crossorigin="anonymous"></script>

<retent-cancel-button>Cancel subscription</retent-cancel-button>

<!-- Or on a link of yours, where only an attribute can be set: -->
<a href="${escapeHtml(publicUrl)}/cancel" data-retent-cancel>Cancel subscription</a>
`);
  return 0;
}

/** The subresource integrity of the script as the server delivers it (https://www.w3.org/TR/SRI/). */
async function hashOfButton(publicUrl: string, src: string): Promise<string> {
  const store = createSqliteStore({ file: ":memory:" });
  try {
    // Nothing is asked of RetentBase, so that no key is needed.
    const secret = crypto.randomUUID() + crypto.randomUUID();
    const retent = createRetent({
      apiKey: "none",
      resultToken: { secret },
      publicUrl,
      identify: () => null,
      store,
    });
    const response = await retent.fetch(new Request(src), undefined);
    if (!response.ok) throw new Error(`the button's script was answered ${response.status}`);
    const script = Buffer.from(await response.arrayBuffer());
    return `sha384-${createHash("sha384").update(script).digest("base64")}`;
  } finally {
    await store.close();
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
