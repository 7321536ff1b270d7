import type { App } from "../app.ts";
import type { CancellationResult } from "../billing/billing.ts";
import { createCustomerRedact, redactError } from "../customer-redact.ts";
import type { OutboxRow } from "../outbox/row.ts";
import { withTimeLimit } from "../time-limit.ts";
import { type ParsedAnswer, parseBillingAnswer } from "./billing-answer.ts";
import { type Cancellation, type Decision, isChosen } from "./cancellation.ts";
import { saveStep, toCircumstances } from "./save-step.ts";
import { toSettledEvent } from "./settled-event.ts";
import { isTest } from "./test-customer.ts";
import { pend, settle } from "./transitions.ts";

/**
 * Calls billing about a decision and saves its answer. Rejects with whatever billing throws; the row then
 * comes back.
 *
 * @returns the cancellation as it stands afterwards; undefined if it is gone
 */
export async function bill(app: App, row: OutboxRow): Promise<Cancellation | undefined> {
  const { store, onEvent } = app.services;
  const cancellation = await store.find(row.eventId);
  if (!isStillAsked(cancellation, row)) {
    await store.finish(row);
    return cancellation;
  }

  const answer = await askBilling(app, cancellation, cancellation.decision).catch((error: unknown) => {
    throw redactError(error, createCustomerRedact(cancellation));
  });

  // Others may save the cancellation meanwhile; billing's answer is kept as long as its question still
  // stands.
  let current: Cancellation | undefined = cancellation;
  while (isStillAsked(current, row)) {
    const { settlement } = answer;
    const circumstances = toCircumstances(app);
    const step = settlement
      ? settle(current, settlement, circumstances)
      : pend(current, answer, circumstances);
    const saved = await saveStep(app, step, row);
    if (saved) {
      const { eventId, revision } = saved;
      if (isChosen(saved) && answer.subscription !== null && answer.subscription !== saved.subscription)
        onEvent({ type: "subscription_mismatch", eventId, revision });
      onEvent(
        settlement
          ? toSettledEvent(eventId, settlement, saved)
          : { type: "billing_pending", eventId, revision },
      );
      return saved;
    }
    const stored = await store.find(row.eventId);
    // The same version as before means that the lease was lost: its new holder saves the answer.
    if (stored?.version === current.version) return stored;
    current = stored;
  }
  await store.finish(row);
  return current;
}

function isStillAsked(
  cancellation: Cancellation | undefined,
  row: OutboxRow,
): cancellation is Cancellation & { decision: Decision } {
  return cancellation?.revision === row.revision && !!cancellation.decision && !cancellation.settlement;
}

/**
 * Billing that reports by webhook alone decides later; without any billing the decision stands, and nothing
 * confirms it.
 */
function answerWithoutBilling({ services: { billing } }: App, { outcome }: Decision): ParsedAnswer {
  return billing ? parseBillingAnswer({ pending: true }) : letStand(outcome);
}

function letStand(outcome: Decision["outcome"]): ParsedAnswer {
  const settlement = { outcome, confirmed: false, effectiveAt: null, metadata: null };
  return { settlement, customer: null, subscription: null };
}

async function askBilling(app: App, cancellation: Cancellation, decision: Decision): Promise<ParsedAnswer> {
  if (await isTest(app, cancellation)) return letStand(decision.outcome);
  if (!app.services.onResult) return answerWithoutBilling(app, decision);
  const result: CancellationResult = {
    eventId: cancellation.retentBaseEventId,
    revision: cancellation.revision,
    userId: cancellation.userId,
    environment: cancellation.environment,
    outcome: decision.outcome,
    reasonKey: decision.reasonKey,
    reasonText: decision.reasonText,
    offer: decision.offer,
    decidedAt: new Date(decision.decidedAtMs).toISOString(),
    subscription: cancellation.subscription,
    ...(decision.endsAt !== undefined && { endsAt: decision.endsAt }),
  };
  return parseBillingAnswer(
    await withTimeLimit(app.services.onResult(result), app.config.billingTimeoutMs, "onResult"),
  );
}
