import { type Html, html } from "@retent/retentbase/internal";
import type { PageConfig } from "./layout.ts";
import { presetTexts } from "./preset-texts.ts";
import type { Wording } from "./wording.ts";

/** Beside the styles that all pages have: the link is large enough to touch. */
export const lawNoteStyles = `.note a{display:inline-block;padding-block:.125rem}
`;

/** Where to ask for what the plain page can't do, in the words of a law: another date, or an end for cause. */
export function lawNote({ brand: { supportUrl } }: PageConfig, { preset, texts }: Wording): Html | null {
  const otherEnd = preset && presetTexts[preset].otherEnd;
  if (!otherEnd || !supportUrl) return null;
  return html`<p class="note">${otherEnd} <a href="${supportUrl}" rel="noreferrer">${texts.support}</a></p>`;
}
