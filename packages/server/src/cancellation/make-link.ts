import type { CancelLink, CustomerContext, RetentBaseError } from "@retent/retentbase";
import type { App } from "../app.ts";
import { parseCustomer } from "../customer.ts";
import { createCustomerRedact, redactError } from "../customer-redact.ts";
import type { FallbackReason } from "../retent-event.ts";
import { withTimeLimit } from "../time-limit.ts";
import { asRetentBaseError, describeFailure } from "../upstream-failure.ts";
import type { Cancellation } from "./cancellation.ts";
import { toMetadata } from "./retentbase-bodies.ts";
import { isTest } from "./test-customer.ts";

/** What a link is made for. */
type LinkedFacts = Pick<
  Cancellation,
  "eventId" | "userId" | "context" | "metadata" | "subscription" | "subscriptionLabel"
>;

/** Where the hosted page is, and what of it is kept with the cancellation. */
interface MadeLink extends Pick<Cancellation, "sessionId" | "linkExpiresAt" | "context"> {
  /** Null where there is none: for a reason, or because none was asked for. */
  hostedUrl: string | null;
  fallback: FallbackReason | null;
}

/** The customer goes to the plain page. */
export function noLink({ context }: Pick<LinkedFacts, "context">, fallback: FallbackReason | null): MadeLink {
  return { hostedUrl: null, fallback, sessionId: null, linkExpiresAt: null, context };
}

/** Asks RetentBase for a hosted page. Never rejects: where there is none, the plain page takes over. */
export async function makeLink(app: App, facts: LinkedFacts): Promise<MadeLink> {
  const context = await fillContext(app, facts);
  const { link, fallback } = await requestLink(app, { ...facts, context });
  if (!link) return noLink({ context }, fallback);
  const { url: hostedUrl, session_id: sessionId, expires_at: expiresAt } = link;
  return { hostedUrl, fallback: null, sessionId, linkExpiresAt: Date.parse(expiresAt), context };
}

/** Adds what billing knows. It is for analytics only: slow or failing, it must not hold up the link. */
async function fillContext(
  app: App,
  { eventId, userId, context }: LinkedFacts,
): Promise<CustomerContext | null> {
  const { contextTimeoutMs, environment } = app.config;
  const { billing, onEvent } = app.services;
  if (!billing?.context || (await isTest(app, { userId, environment }))) return context;
  const redact = createCustomerRedact({ userId });
  const unavailable = (error: unknown) =>
    onEvent({ type: "context_unavailable", eventId, error: redactError(error, redact) });
  try {
    const known = await withTimeLimit(
      billing.context(userId, app.services.now()),
      contextTimeoutMs,
      "billing.context",
    );
    const parsed = parseCustomer({ userId, context: { ...known, ...context } }, (message) =>
      unavailable(new TypeError(message)),
    );
    return parsed?.context ?? context;
  } catch (error) {
    unavailable(error);
    return context;
  }
}

/** A link, or the reason why there is none. */
type Requested = { link: CancelLink; fallback: null } | { link?: never; fallback: FallbackReason };

async function requestLink(app: App, facts: LinkedFacts): Promise<Requested> {
  const { eventId, userId, context } = facts;
  const { environment } = app.config;
  const { client, onEvent, now } = app.services;
  const startedAt = now();
  const durationMs = () => Math.max(0, now() - startedAt);
  try {
    const link = await client.createCancelLink(
      {
        userId,
        returnUrl: app.config.returnUrl,
        environment,
        ...(context && { context }),
        metadata: { ...toMetadata(facts), eventId },
      },
      { timeoutMs: app.config.linkTimeoutMs },
    );
    const fault = findFault(app, link);
    if (!fault) {
      onEvent({ type: "link_created", eventId, environment, durationMs: durationMs() });
      return { link, fallback: null };
    }
    onEvent({
      type: "link_failed",
      eventId,
      fallback: "rejected",
      durationMs: durationMs(),
      status: 200,
      code: fault,
      body: undefined,
    });
    return { fallback: "rejected" };
  } catch (error) {
    const failure = asRetentBaseError(error);
    const fallback = fallbackReason(failure);
    const failed = { durationMs: durationMs(), ...describeFailure(failure, facts) };
    onEvent({ type: "link_failed", eventId, fallback, ...failed });
    return { fallback };
  }
}

/** A link that would lead the customer anywhere but to the cancel host of our environment is not followed. */
function findFault(app: App, link: CancelLink): string | undefined {
  const url = new URL(link.url);
  const cancelHost = new URL(app.config.cancelUrl);
  if (url.origin !== cancelHost.origin || url.username !== "" || url.password !== "")
    return "url_off_cancel_host";
  if (link.environment !== app.config.environment) return "wrong_environment";
  if (Number.isNaN(Date.parse(link.expires_at))) return "invalid_expiry";
  return undefined;
}

function fallbackReason({ code }: RetentBaseError): FallbackReason {
  switch (code) {
    case "timeout":
      return "timeout";
    case "network":
    case "server_error":
      return "unreachable";
    case "rate_limited":
      return "rate_limited";
    default:
      return "rejected";
  }
}
