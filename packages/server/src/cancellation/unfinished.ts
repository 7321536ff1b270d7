import type { OutboxKind } from "../outbox/row.ts";
import type { StoredCustomer, StoredOutboxRow } from "../stored-customer.ts";
import type { Cancellation } from "./cancellation.ts";

/** What has not happened yet while a row waits or has failed permanently; nothing depends on a notification or a mail. */
const missing: Record<Exclude<OutboxKind, "notify" | "remind" | "mail">, string> = {
  bill: "billing has not acted on the decision",
  create: "RetentBase has not taken the record of the cancellation",
  update: "RetentBase has not taken the outcome",
  look_up: "the customer may still be deciding",
  billing_event: "billing's event has not been processed",
  derive: "billing's events have not been processed",
  declare: "the declaration has not been processed",
};

/** Work of one event that is left. */
export interface Unfinished {
  eventId: string;
  /** What has not happened yet, as the end of a sentence. */
  what: string;
  /** Whether it is a declaration that has led to no cancellation. */
  isDeclaration?: boolean;
}

/** What erasing a customer's data would lose now. */
export function listUnfinished({ cancellations, outbox, declarations }: StoredCustomer): Unfinished[] {
  const byId = new Map(cancellations.map((each) => [each.eventId, each]));
  const ofRows: Unfinished[] = outbox
    .filter((row) => isWaiting(row, byId.get(row.eventId)))
    .map(({ eventId, kind }) => ({
      ...{ eventId, what: missing[kind as keyof typeof missing] },
      ...(kind === "declare" && { isDeclaration: true }),
    }));
  const ofCancellations = cancellations
    .filter((each) => isUndecided(each, outbox))
    .map(({ eventId }) => ({ eventId, what: "billing has not decided" }));
  const ofDeclarations = declarations
    .filter(({ id, status }) => status === "open" && !ofRows.some(({ eventId }) => eventId === id))
    .map(({ id }) => ({
      eventId: id,
      what: "the declaration is neither matched nor rejected",
      isDeclaration: true,
    }));
  const all = [...ofRows, ...ofCancellations, ...ofDeclarations];
  return [...new Map(all.map((each) => [`${each.eventId} ${each.what}`, each])).values()];
}

function isWaiting({ kind, state }: StoredOutboxRow, cancellation: Cancellation | undefined): boolean {
  if (state !== "queued" && state !== "dead") return false;
  // A customer who has come back is not looked for any more.
  if (kind === "look_up") return cancellation?.status === "started";
  return kind !== "notify" && kind !== "remind" && kind !== "mail";
}

/** Whether billing's answer is still to come: it is not while a call waits, nor once the operator has closed one. */
function isUndecided({ eventId, status, revision }: Cancellation, outbox: StoredOutboxRow[]): boolean {
  if (status !== "pending" && status !== "returned" && status !== "confirmed") return false;
  return !outbox.some(
    (row) =>
      row.eventId === eventId && row.kind === "bill" && row.revision === revision && row.state !== "done",
  );
}
