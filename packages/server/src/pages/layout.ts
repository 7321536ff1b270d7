import { Html, html } from "@retent/retentbase/internal";
import type { Config } from "../app.ts";
import { getDirection, type Language } from "./languages.ts";
import { styles } from "./styles.ts";

/** What every page knows of the server. */
export type PageConfig = Pick<Config, "basePath" | "publicUrl" | "allowedOrigins" | "afterUrl" | "whoEnds">;

/** A page, and the policy that it is sent with. */
export interface Page {
  body: string;
  contentSecurityPolicy: string;
}

interface Layout {
  title: string;
  content: Html;
  /** What the page needs beside the styles that all have. */
  styles?: string;
  /** Origins that a form of the page may lead to, besides those of the sites. */
  formTargets?: readonly string[];
  /** The script that the page needs; other pages run none. */
  script?: string;
}

/** Puts content into the frame that all our pages share. */
export function layout(
  config: PageConfig,
  language: Language,
  { title, content, script, styles: own = "", formTargets = [] }: Layout,
): Page {
  const nonce = crypto.randomUUID();
  const { markup } = html`<!doctype html>
<html lang="${language}" dir="${getDirection(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style nonce="${nonce}">${new Html(styles + own)}</style>
</head>
<body>
<main>
${content}
</main>
${script === undefined ? null : html`<script nonce="${nonce}">${new Html(script)}</script>`}
</body>
</html>
`;
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(script === undefined ? [] : [`script-src 'nonce-${nonce}'`, "connect-src 'self'"]),
    // Chromium holds a form's redirect against this too, and at the end the customer goes back to the site.
    `form-action 'self' ${[...config.allowedOrigins, new URL(config.afterUrl).origin, ...formTargets].join(" ")}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return { body: markup, contentSecurityPolicy: policy.join("; ") };
}
