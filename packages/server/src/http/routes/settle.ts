import type { App } from "../../app.ts";
import type { BillingSettlement } from "../../billing/billing.ts";
import { isBillingEventError } from "../../billing/billing-event.ts";
import { type Cancellation, toCancelResult } from "../../cancellation/cancellation.ts";
import { SettlementError, settleCancellation } from "../../cancellation/settle-by-host.ts";
import { sha256, toBase64Url } from "../../digest.ts";
import { RetentError } from "../../errors.ts";
import { countGuess } from "../count-guess.ts";
import { json } from "../responses.ts";
import type { RouteContext } from "../route.ts";
import { requireBytes } from "./billing-webhook.ts";

/**
 * `POST {base}/settle`: takes an outcome that billing decided later. The same again, and one about an earlier
 * decision, change nothing.
 */
export async function postSettlement(context: RouteContext): Promise<Response> {
  const { app, lanes } = context;
  const { eventId, revision, answer, messageId } = await readMessage(context);
  const key = messageId === null ? null : toBase64Url(await sha256(messageId));
  const isRepeated = await cameBefore(context, key);
  const { cancellation, isNew } = await settleCancellation(app, eventId, answer, {
    revision,
    isRepeated,
  }).catch(async (error: unknown) => {
    // What was not taken comes again by the same id.
    if (!isRepeated) await forget(context, key);
    throw toRefusal(error);
  });
  if (isNew) lanes.wake();
  return json(describe(app, cancellation, isNew));
}

async function readMessage(context: RouteContext): Promise<BillingSettlement> {
  const { app, request, readBytes } = context;
  const { billing, now, onEvent } = app.services;
  const body = await readBytes(app.config.maxBodyBytes);
  requireBytes(context);
  try {
    // The route exists only with this function.
    return (await billing?.readSettlement?.(body, request.headers, now())) as BillingSettlement;
  } catch (error) {
    if (!isBillingEventError(error)) throw error;
    // Its sender has proved who it is, and may learn what to correct.
    if (error.code === "malformed") throw new RetentError("invalid_request", error.message, { cause: error });
    await countGuess(context);
    onEvent({ type: "billing_event_refused", reason: error.message });
    throw new RetentError(
      "not_authorized",
      "The message is not signed with the secret, and has not the secret as its bearer token.",
      { headers: { "www-authenticate": 'Bearer realm="Retent", charset="UTF-8"' }, cause: error },
    );
  }
}

/** Whether a message was here already: someone who has recorded it may send it again. */
async function cameBefore({ app }: RouteContext, key: string | null): Promise<boolean> {
  if (key === null) return false;
  const { limiters, onEvent } = app.services;
  const waitMs = await limiters.settlements.take(key).catch((error: unknown) => {
    onEvent({ type: "limit_not_counted", error });
    return undefined;
  });
  return waitMs !== undefined;
}

async function forget({ app }: RouteContext, key: string | null): Promise<void> {
  if (key === null) return;
  const { limiters, onEvent } = app.services;
  await limiters.settlements
    .forget?.(key)
    .catch((error: unknown) => onEvent({ type: "limit_not_counted", error }));
}

function toRefusal(error: unknown): unknown {
  if (!(error instanceof SettlementError)) return error;
  return new RetentError(error.code === "unknown" ? "not_found" : "conflict", error.message, {
    cause: error,
  });
}

function describe({ config, services }: App, cancellation: Cancellation, isNew: boolean) {
  const { status, outcome, effectiveAt } = toCancelResult(cancellation, config, services.now());
  const { retentBaseEventId: eventId, revision } = cancellation;
  return { eventId, revision, status, outcome, effectiveAt, changed: isNew };
}
