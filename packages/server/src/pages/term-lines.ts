import { type Html, html } from "@retent/retentbase/internal";
import type { Terms } from "./receipt-facts.ts";
import { formatDate, type Wording } from "./wording.ts";

/** Price and next payment, a line each, as far as they are known. */
export function termLines({ price, renewsAt }: Terms, { language, texts }: Wording): Html | null {
  if (!price && !renewsAt) return null;
  return html`<small>${price && html`<bdi>${price}</bdi>`}${renewsAt && html`<span>${texts.nextPayment}: ${formatDate(renewsAt, language)}</span>`}</small>`;
}
