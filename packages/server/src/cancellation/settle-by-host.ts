import type { App } from "../app.ts";
import type { BillingAnswer } from "../billing/billing.ts";
import { parseBillingAnswer } from "./billing-answer.ts";
import { type Cancellation, isSameSettlement } from "./cancellation.ts";
import { saveStep, toCircumstances } from "./save-step.ts";
import { toSettledEvent } from "./settled-event.ts";
import { settle } from "./transitions.ts";

/** A settlement that fits no cancellation, or not one alone. The message may be sent to billing. */
export class SettlementError extends TypeError {
  readonly code: "unknown" | "ambiguous";

  constructor(code: SettlementError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

interface About {
  /** Of the result that the answer is about; undefined for the latest. */
  revision?: number | undefined;
  /** Whether the answer came before, so that it may be older than how the cancellation stands. */
  isRepeated?: boolean;
}

/**
 * Settles a cancellation with billing's final answer. The same answer again changes nothing.
 *
 * @returns the cancellation as it stands afterwards, and whether RetentBase has to be sent the outcome
 * @throws {TypeError} see `Retent.settle`; a {@link SettlementError} if the answer itself can be used
 * @throws {StoreError}
 */
export async function settleCancellation(
  app: App,
  eventId: string,
  answer: BillingAnswer,
  { revision, isRepeated = false }: About,
): Promise<{ cancellation: Cancellation; isNew: boolean }> {
  const { onEvent } = app.services;
  const { settlement } = parseBillingAnswer(answer);
  if (!settlement) throw new TypeError("settle: give the outcome");
  for (;;) {
    const cancellation = await findOne(app, eventId);
    const isOverdue = revision !== undefined && revision < cancellation.revision;
    const isOld = isOverdue || (isRepeated && cancellation.settlement !== null);
    if (isOld || isSameSettlement(cancellation.settlement, settlement)) return { cancellation, isNew: false };
    if (revision === undefined && isAmbiguous(cancellation)) {
      throw new SettlementError(
        "ambiguous",
        "settle: the customer has changed their decision since; pass { revision } of the result you are settling",
      );
    }
    const saved = await saveStep(app, settle(cancellation, settlement, toCircumstances(app)));
    if (!saved) continue;
    onEvent(toSettledEvent(eventId, settlement, saved));
    return { cancellation: saved, isNew: true };
  }
}

async function findOne({ services: { store } }: App, eventId: string): Promise<Cancellation> {
  const [cancellation, ...others] = await store.findByEvent(eventId);
  if (!cancellation)
    throw new SettlementError("unknown", "settle: eventId: there is no cancellation with this event id");
  if (others.length > 0)
    throw new SettlementError(
      "ambiguous",
      "settle: eventId: names more than one cancellation: give the id that Retent made when the cancellation started",
    );
  return cancellation;
}

/** The answer may be about an earlier decision: billing has not answered about the latest one. */
function isAmbiguous({ revision, status }: Cancellation): boolean {
  return revision > 1 && (status === "returned" || status === "confirmed");
}
