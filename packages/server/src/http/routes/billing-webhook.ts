import type { BillingWebhook } from "../../billing/billing.ts";
import { isBillingEventError, parseBillingEvent } from "../../billing/billing-event.ts";
import { RetentError } from "../../errors.ts";
import { getNotes } from "../adapter-notes.ts";
import { countGuess } from "../count-guess.ts";
import { json } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/**
 * `POST {base}{webhook.path}`: takes what billing sends. It is acknowledged once it is on disk and processed
 * afterwards, so that billing never waits for anything else; if it can't be stored, the answer is 503 and
 * billing sends it again.
 */
export async function postBillingWebhook(context: RouteContext): Promise<Response> {
  const { app, lanes } = context;
  const { environment } = app.config;
  const { onEvent } = app.services;
  const message = await readMessage(context, app.services.billing?.webhook as BillingWebhook);
  if (message === null) return acknowledged();
  if ("ignored" in message) {
    const { ignored: reason, fault } = message;
    onEvent({ type: "billing_event_ignored", reason, ...(fault !== undefined && { fault }) });
    return acknowledged();
  }
  const event = parseBillingEvent(message);
  const isNew = await lanes.billingEvents.receive({ ...event, environment });
  onEvent({ type: "billing_event", id: event.id, name: event.type, isNew });
  return acknowledged();
}

async function readMessage(context: RouteContext, webhook: BillingWebhook) {
  const { app, request, readBytes } = context;
  const body = await readBytes(app.config.maxEventBytes);
  requireBytes(context);
  try {
    return await webhook.read(body, request.headers, app.services.now());
  } catch (error) {
    if (!isBillingEventError(error)) throw error;
    await countGuess(context);
    app.services.onEvent({ type: "billing_event_refused", reason: error.message });
    // One message for every cause: the sender learns nothing about the check.
    throw new RetentError("invalid_request", "The message is not valid.", { cause: error });
  }
}

/**
 * Signatures are over the bytes as they were sent.
 *
 * @throws {RetentError} `invalid_request`
 */
export function requireBytes({ app, request }: RouteContext): void {
  if (!getNotes(request).isReserialized) return;
  app.services.onEvent({ type: "billing_event_refused", reason: "a middleware has parsed the body" });
  throw new RetentError(
    "invalid_request",
    "A middleware has parsed the body, so its signature can't be checked: mount Retent before express.json(), or keep the bytes as request.rawBody.",
  );
}

function acknowledged(): Response {
  return json({ received: true });
}
