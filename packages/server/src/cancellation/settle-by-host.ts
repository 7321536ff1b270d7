import type { App } from "../app.ts";
import type { BillingAnswer } from "../billing/billing.ts";
import { parseBillingAnswer } from "./billing-answer.ts";
import { type Cancellation, isSameSettlement } from "./cancellation.ts";
import { saveStep, toCircumstances } from "./save-step.ts";
import { settle } from "./transitions.ts";

/**
 * Settles a cancellation with billing's final answer. The same answer again changes nothing.
 *
 * @param revision of the result that the answer is about; undefined for the latest
 * @returns the cancellation as it stands afterwards, and whether RetentBase has to be sent the outcome
 * @throws {TypeError} see `Retent.settle`
 * @throws {StoreError}
 */
export async function settleCancellation(
  app: App,
  eventId: string,
  answer: BillingAnswer,
  revision: number | undefined,
): Promise<{ cancellation: Cancellation; isNew: boolean }> {
  const { onEvent } = app.services;
  const { settlement } = parseBillingAnswer(answer);
  if (!settlement) throw new TypeError("settle: give the outcome");
  for (;;) {
    const cancellation = await findOne(app, eventId);
    const isOverdue = revision !== undefined && revision < cancellation.revision;
    if (isOverdue || isSameSettlement(cancellation.settlement, settlement))
      return { cancellation, isNew: false };
    if (revision === undefined && isAmbiguous(cancellation)) {
      throw new TypeError(
        "settle: the customer has changed their decision since; pass { revision } of the result you are settling",
      );
    }
    const saved = await saveStep(app, settle(cancellation, settlement, toCircumstances(app)));
    if (!saved) continue;
    onEvent({ type: "settled", eventId, outcome: settlement.outcome, revision: saved.revision });
    return { cancellation: saved, isNew: true };
  }
}

async function findOne({ services: { store } }: App, eventId: string): Promise<Cancellation> {
  const [cancellation, ...others] = await store.findByEvent(eventId);
  if (!cancellation) throw new TypeError("settle: eventId: there is no cancellation with this event id");
  if (others.length > 0)
    throw new TypeError(
      "settle: eventId: names more than one cancellation: give the id that Retent made when the cancellation started",
    );
  return cancellation;
}

/** The answer may be about an earlier decision: billing has not answered about the latest one. */
function isAmbiguous({ revision, status }: Cancellation): boolean {
  return revision > 1 && (status === "returned" || status === "confirmed");
}
