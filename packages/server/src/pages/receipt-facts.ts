import { type Html, html } from "@retent/retentbase/internal";
import type { Cancellation, Decision } from "../cancellation/cancellation.ts";
import { formatMoment, type Wording } from "./wording.ts";

/** When a cancellation was received, and its reference: what every page that speaks of one shows. */
export function receiptFacts(
  { retentBaseEventId }: Pick<Cancellation, "retentBaseEventId">,
  { decidedAtMs }: Pick<Decision, "decidedAtMs">,
  { language, texts }: Wording,
): Html {
  return html`<dt>${texts.receivedOn}</dt><dd><time datetime="${new Date(decidedAtMs).toISOString()}">${formatMoment(decidedAtMs, language)}</time></dd>
<dt>${texts.reference}</dt><dd><bdi>${retentBaseEventId}</bdi></dd>`;
}
