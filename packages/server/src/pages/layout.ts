import { Html, html } from "@retent/retentbase/internal";
import type { Config } from "../app.ts";
import type { BrandConfig } from "../brand/brand.ts";
import { getDirection, type Language } from "./languages.ts";
import { styles } from "./styles.ts";

/** What every page knows of the server. */
export type PageConfig = Pick<
  Config,
  "basePath" | "publicUrl" | "allowedOrigins" | "afterUrl" | "whoEnds" | "brand"
>;

/** A page, and the policy that it is sent with. */
export interface Page {
  body: string;
  contentSecurityPolicy: string;
}

interface Layout {
  title: string;
  content: Html;
  /** Stands beside the brand. */
  beside?: Html;
  /** The words of the link to the company's support. Left out: the page has no footer. */
  support?: string;
  /** Whether the content leads there already: then the footer does so on paper alone, which has no buttons. */
  isSupportAbove?: boolean;
  /** What the page needs beside the styles that all have. */
  styles?: string;
  /** Origins that a form of the page may lead to, besides those of the sites. */
  formTargets?: readonly string[];
  /** Whether it frames another of our pages. */
  hasFrame?: boolean;
  /** The script that the page needs; other pages run none. */
  script?: string;
  /** Whether the page is saved as a file: then it refers to nothing outside of itself. */
  isFile?: boolean;
}

/** Puts content into the frame that all our pages share. */
export function layout(
  config: PageConfig,
  language: Language,
  {
    title,
    content,
    beside,
    support,
    isSupportAbove = false,
    script,
    styles: own = "",
    formTargets = [],
    isFile = false,
    hasFrame = false,
  }: Layout,
): Page {
  const { brand } = config;
  const nonce = crypto.randomUUID();
  const { markup } = html`<!doctype html>
<html lang="${language}" dir="${getDirection(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="turbo-visit-control" content="reload">
<title>${title} – ${brand.name}</title>
<style nonce="${nonce}">${new Html((styles + brand.style + own).replaceAll("\n", ""))}</style>
</head>
<body>
<header>${brandSign(brand, isFile)}${beside}</header>
<main>
${content}
</main>
${support === undefined ? null : footer(brand, support, isSupportAbove)}
${script === undefined ? null : html`<script nonce="${nonce}">${new Html(script)}</script>`}
</body>
</html>
`;
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(brand.logoUrl === undefined ? [] : [`img-src ${new URL(brand.logoUrl).origin}`]),
    ...(script === undefined ? [] : [`script-src 'nonce-${nonce}'`, "connect-src 'self'"]),
    ...(hasFrame ? ["frame-src 'self'"] : []),
    // Chromium holds a form's redirect against this too, and at the end the customer goes back to the site.
    `form-action 'self' ${[...config.allowedOrigins, new URL(config.afterUrl).origin, ...formTargets].join(" ")}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return { body: markup, contentSecurityPolicy: policy.join("; ") };
}

function brandSign({ name, logoUrl }: BrandConfig, isFile: boolean): Html {
  if (logoUrl === undefined || isFile) return html`<bdi>${name}</bdi>`;
  // The address of the page must not reach the logo's host.
  return html`<img src="${logoUrl}" alt="${name}" referrerpolicy="no-referrer">`;
}

/** Who the company is, and where it helps. */
function footer(
  {
    legalName,
    address,
    supportUrl,
  }: Partial<Record<"legalName" | "address" | "supportUrl", string | undefined>>,
  support: string,
  isSupportAbove: boolean,
): Html | null {
  if (legalName === undefined && address === undefined && supportUrl === undefined) return null;
  return html`<footer>
${legalName === undefined ? null : html`<p><bdi>${legalName}</bdi></p>`}
${address === undefined ? null : html`<p><bdi>${address}</bdi></p>`}
${supportUrl === undefined ? null : html`<p${isSupportAbove && html` class="printed"`}><a href="${supportUrl}" rel="noreferrer">${support}</a></p>`}
</footer>`;
}
