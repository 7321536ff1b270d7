import type { Cancellation, Decision } from "../cancellation/cancellation.ts";
import { type Html, html } from "./html.ts";
import { formatMoment, type Wording } from "./wording.ts";

/** When a cancellation was received, and its reference: what every page that speaks of one shows. */
export function receiptFacts(
  { ledgerEventId }: Pick<Cancellation, "ledgerEventId">,
  { decidedAt }: Pick<Decision, "decidedAt">,
  { language, texts }: Wording,
): Html {
  const receivedAt = decidedAt * 1000;
  return html`<dt>${texts.receivedOn}</dt><dd><time datetime="${new Date(receivedAt).toISOString()}">${formatMoment(receivedAt, language)}</time></dd>
<dt>${texts.reference}</dt><dd><bdi>${ledgerEventId}</bdi></dd>`;
}
