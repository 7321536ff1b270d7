import { type Html, html } from "@retent/retentbase/internal";
import type { Declaration } from "../../declarations/declaration.ts";
import type { ListedRow } from "../../outbox/row.ts";
import { moment } from "./operator-layout.ts";

/**
 * Whether and when the receipt of a declaration was mailed.
 *
 * @param rows all of the declaration's, in the order in which they were queued
 */
export function describeReceipt({ email, isMailed }: Declaration, rows: readonly ListedRow[]): Html | string {
  if (email === null) return "No email address was given: send one by post";
  if (!isMailed)
    return "Not emailed: this server sends no mail, or the address had all its emails of that day";
  // It is queued right before the search for the customer; later mails are about other things.
  const receipt = rows[rows.findIndex(({ kind }) => kind === "declare") - 1];
  // Rows are pruned with the cancellation, long before the declaration is.
  if (receipt?.kind !== "mail") return "An email was queued; whether it went out is no longer on record";
  const { state, attempts, dueAt } = receipt;
  if (state === "done") return html`Emailed ${moment(dueAt)}`;
  if (state === "queued")
    return attempts > 0
      ? html`Not emailed yet: it failed, and is tried again ${moment(dueAt)}`
      : html`Waits to be emailed, due ${moment(dueAt)}`;
  return state === "dead"
    ? html`Not emailed: it failed ${moment(dueAt)}`
    : "Not emailed: it failed, and was closed";
}
