import { Html, html } from "@retent/retentbase/internal";
import type { BrandConfig } from "../brand/brand.ts";
import type { Fact } from "../pages/fact-list.ts";
import { getDirection } from "../pages/languages.ts";
import type { Wording } from "../pages/wording.ts";
import { toPlainText } from "./plain-text.ts";

interface MailPage {
  title: string;
  text: string;
  facts: readonly Fact[];
  /** What follows the facts. */
  after?: string;
  /** A link that the customer is asked to open, and the words around it. */
  link?: MailLink;
}

interface MailLink {
  before: string;
  label: string;
  url: string;
  after?: string;
}

type Known = readonly [label: string, value: Html | string];

/** A mail as text and as HTML, of the same facts. Mail programs drop style sheets, so that styles are inline. */
export function mailPage(
  brand: BrandConfig,
  { language, texts }: Pick<Wording, "language" | "texts">,
  { title, text, facts, after, link }: MailPage,
): { subject: string; text: string; html: string } {
  const known = facts.filter((fact): fact is Known => fact[1] !== null && fact[1] !== undefined);
  const subject = toOneLine(`${title} – ${brand.name}`);
  const { name, legalName, address, supportUrl } = brand;
  const direction = getDirection(language);
  const start = direction === "rtl" ? "right" : "left";
  const { markup } = html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${subject}</title>
</head>
<body style="margin:0;padding:24px 16px;font:16px/1.5 system-ui,sans-serif">
<div dir="${direction}" style="max-width:560px;margin:0 auto;text-align:${start}">
<p style="margin:0 0 24px;font-weight:600"><bdi>${name}</bdi></p>
<h1 style="margin:0 0 8px;font-size:22px;line-height:1.3">${title}</h1>
<p style="margin:0 0 24px">${text}</p>
<table style="border-collapse:collapse;width:100%">
${known.map(
  ([label, value]) => html`<tr>
<th scope="row" align="${start}" style="padding:6px 0;padding-${direction === "rtl" ? "left" : "right"}:16px;font-weight:400;vertical-align:top;opacity:.75">${label}</th>
<td align="${start}" style="padding:6px 0;vertical-align:top">${stack(value)}</td>
</tr>
`,
)}</table>
${after === undefined ? null : html`<p style="margin:24px 0 0">${after}</p>`}
${link === undefined ? null : linkBlock(link)}
<div style="margin-top:32px;font-size:14px">
${legalName && html`<p style="margin:0"><bdi>${legalName}</bdi></p>`}
${address && html`<p style="margin:0;white-space:pre-line"><bdi>${address}</bdi></p>`}
${supportUrl && html`<p style="margin:8px 0 0"><a href="${supportUrl}">${texts.support}</a></p>`}
</div>
</div>
</body>
</html>
`;
  const lines = known.map(([label, value]) => `${label}: ${toPlainText(value)}`);
  const company = [legalName, address, supportUrl && `${texts.support}: ${supportUrl}`];
  const parts = [
    name,
    title,
    text,
    lines.join("\n"),
    after ?? "",
    link ? `${link.before}\n${link.url}` : "",
    link?.after ?? "",
    company.filter((line) => line !== undefined).join("\n"),
  ];
  return { subject, text: `${parts.filter((part) => part !== "").join("\n\n")}\n`, html: markup };
}

/** The address is shown too: some mail programs open no link that they do not show. */
function linkBlock({ before, label, url, after }: MailLink): Html {
  return html`<p style="margin:24px 0 8px">${before}</p>
<p style="margin:0 0 8px"><a href="${url}" style="font-weight:600">${label}</a></p>
<p style="margin:0 0 16px;font-size:14px;word-break:break-all">${url}</p>
${after === undefined ? null : html`<p style="margin:0">${after}</p>`}`;
}

/** What is small stands on a line of its own, as on the pages. */
function stack(value: Html | string): Html | string {
  return typeof value === "string" ? value : new Html(value.markup.replaceAll("<small>", "<br><small>"));
}

/** The merchant's own texts may have line breaks, which would end the header. */
function toOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}
