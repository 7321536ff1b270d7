import type { BillingWebhook } from "../../billing.ts";
import { BillingEventError, parseBillingEvent } from "../../billing-event.ts";
import { RetentError } from "../../errors.ts";
import { json } from "../responses.ts";
import { isRewritten } from "../rewritten-body.ts";
import type { RouteContext } from "../route.ts";

/**
 * `POST {base}{webhook.path}`: takes what billing tells. It is acknowledged once it is on disk and worked off afterwards, so that billing
 * never waits for anybody; where it can't be kept, the answer is 503 and billing sends it again.
 */
export function postBillingWebhook(context: RouteContext): Promise<Response> {
  return context.outbox.whileKeepingEvent(() => take(context));
}

async function take(context: RouteContext): Promise<Response> {
  const { settings } = context;
  const { environment, store, onEvent, now } = settings;
  const told = await read(context, settings.billing?.webhook as BillingWebhook);
  if (told === null) return acknowledged();
  if ("ignored" in told) {
    onEvent({ type: "billing_event_ignored", reason: told.ignored });
    return acknowledged();
  }
  const event = parseBillingEvent(told);
  const isNew = await store.addBillingEvent({ ...event, environment }, now());
  onEvent({ type: "billing_event", id: event.id, name: event.type, isNew });
  return acknowledged();
}

async function read({ settings, request, readBytes }: RouteContext, webhook: BillingWebhook) {
  const body = await readBytes(settings.maxEventBytes);
  if (isRewritten(request)) {
    settings.onEvent({ type: "billing_event_refused", reason: "a middleware has parsed the body" });
    throw new RetentError(
      "invalid_request",
      "A middleware has parsed the body, so its signature can't be checked: mount Retent before express.json().",
    );
  }
  try {
    return await webhook.read(body, request.headers, settings.now());
  } catch (error) {
    if (!(error instanceof BillingEventError)) throw error;
    settings.onEvent({ type: "billing_event_refused", reason: error.message });
    // One message for every cause: the sender learns nothing about the check.
    throw new RetentError("invalid_request", "The message is not valid.", { cause: error });
  }
}

function acknowledged(): Response {
  return json({ received: true });
}
