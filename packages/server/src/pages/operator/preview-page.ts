import { Html, html } from "@retent/retentbase/internal";
import { formatElement } from "../../snippet/build-snippet.ts";
import type { SnippetSettings } from "../../snippet/snippet-settings.ts";
import type { Page, PageConfig } from "../layout.ts";

/** The real button, on a page of its own that the set-up page frames. A click starts nothing. */
export function previewPage(
  { basePath, publicUrl }: Pick<PageConfig, "basePath"> & { publicUrl: string },
  settings: SnippetSettings,
): Page {
  const nonce = crypto.randomUUID();
  // Lit takes the nonce for browsers that have no constructable style sheets.
  const script = `litNonce="${nonce}";addEventListener("retent-start",e=>{e.preventDefault();document.querySelector("p").textContent="On your page, this starts a cancellation."})`;
  const { markup } = html`<!doctype html>
<html lang="${settings.lang ?? "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Preview of the button</title>
<style nonce="${nonce}">body{display:grid;place-items:center;min-height:100vh;margin:0 1rem;font:1rem/1.5 system-ui,sans-serif;text-align:center}p:empty{display:none}p{margin:.5rem 0 0;font-size:.875rem}</style>
<script nonce="${nonce}">${new Html(script)}</script>
<script type="module" src="${basePath}/button.js"></script>
</head>
<body>
<main>
${new Html(formatElement(settings, publicUrl))}<p role="status" lang="en"></p>
</main>
</body>
</html>
`;
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    // The snippet's own look.
    "style-src-attr 'unsafe-inline'",
    `script-src 'self' 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ];
  return { body: markup, contentSecurityPolicy: policy.join("; ") };
}
