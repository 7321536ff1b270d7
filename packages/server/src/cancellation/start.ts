import type { CancelLink, RetentBaseError } from "@retent/retentbase";
import type { App, Config } from "../app.ts";
import { type Customer, parseCustomer } from "../customer.ts";
import { createCustomerRedact, redactError } from "../customer-redact.ts";
import type { Preset } from "../law-preset.ts";
import type { FallbackReason } from "../retent-event.ts";
import { withTimeLimit } from "../time-limit.ts";
import { asRetentBaseError, describeFailure } from "../upstream-failure.ts";
import { bindingLifetimeSeconds, createBinding } from "./binding.ts";
import type { Cancellation } from "./cancellation.ts";
import { insertStep, toCircumstances } from "./save-step.ts";
import { start } from "./transitions.ts";

export interface StartedCancellation {
  /** The hosted page, or our plain page. */
  url: string;
  /** ISO date and time. */
  expiresAt: string;
  /** Why it is the plain page although the hosted one was asked for; otherwise null. */
  fallback: FallbackReason | null;
  cancellation: Cancellation;
  /** False where there was a cancellation with this event id already: then nothing was saved. */
  isNew: boolean;
  /** For the cancellation's cookie. */
  binding: string;
}

interface StartRequest {
  customer: Customer;
  /** Where the customer wants to go at the end, checked; null for the default. */
  returnTo: string | null;
  mode: "redirect" | "direct";
  /** Where the customer reaches our pages; default: `publicUrl`'s. */
  origin?: string | undefined;
  /** The words of the plain page. */
  preset?: Preset | undefined;
  eventId?: string;
}

/**
 * Starts a cancellation: asks RetentBase for a hosted page, and leads to the plain page where there is none.
 *
 * @throws {StoreError}
 */
export async function startCancellation(app: App, request: StartRequest): Promise<StartedCancellation> {
  const { returnTo, mode, origin = app.config.publicUrl, preset, eventId = app.services.newId() } = request;
  const customer = mode === "redirect" ? await fillContext(app, request.customer, eventId) : request.customer;
  const hosted: Hosted = mode === "redirect" ? await makeLink(app, customer, eventId) : { fallback: null };
  const binding = await createBinding();
  const step = start(
    {
      eventId,
      sessionId: hosted.link?.session_id ?? null,
      userId: customer.userId,
      environment: app.config.environment,
      bindingHash: binding.hash,
      returnTo,
      context: customer.context ?? null,
      metadata: customer.metadata ?? null,
      linkExpiresAt: hosted.link ? Date.parse(hosted.link.expires_at) : null,
    },
    toCircumstances(app),
  );
  const { cancellation } = step;
  const isNew = await insertStep(app, step);
  return {
    url: hosted.link?.url ?? new URL(plainPagePath(app.config, eventId, preset), origin).href,
    expiresAt: new Date(
      cancellation.linkExpiresAt ?? cancellation.createdAt + bindingLifetimeSeconds * 1000,
    ).toISOString(),
    fallback: hosted.fallback,
    cancellation,
    isNew,
    binding: binding.value,
  };
}

/**
 * Path of one cancellation's plain page: a path, so that a customer stays on the host name that the
 * cancellation's cookie belongs to.
 */
export function plainPagePath(
  { basePath }: Pick<Config, "basePath">,
  eventId: string,
  preset?: Preset,
): string {
  const path = `${basePath}/cancel?event=${encodeURIComponent(eventId)}`;
  return preset ? `${path}&preset=${preset}` : path;
}

/** Adds what billing knows. It is for analytics only: slow or failing, it must not hold up the link. */
async function fillContext(app: App, customer: Customer, eventId: string): Promise<Customer> {
  const { contextTimeoutMs } = app.config;
  const { billing, onEvent } = app.services;
  if (!billing?.context) return customer;
  const redact = createCustomerRedact(customer);
  const unavailable = (error: unknown) =>
    onEvent({ type: "context_unavailable", eventId, error: redactError(error, redact) });
  try {
    const known = await withTimeLimit(
      billing.context(customer.userId, app.services.now()),
      contextTimeoutMs,
      "billing.context",
    );
    const parsed = parseCustomer({ ...customer, context: { ...known, ...customer.context } }, (message) =>
      unavailable(new TypeError(message)),
    );
    return parsed?.context ? parsed : customer;
  } catch (error) {
    unavailable(error);
    return customer;
  }
}

/** A link, or none: for a reason, or because none was asked for. */
interface Hosted {
  link?: CancelLink;
  fallback: FallbackReason | null;
}

async function makeLink(app: App, customer: Customer, eventId: string): Promise<Hosted> {
  const { environment } = app.config;
  const { client, onEvent, now } = app.services;
  const startedAt = now();
  const durationMs = () => Math.max(0, now() - startedAt);
  try {
    const link = await client.createCancelLink(
      {
        userId: customer.userId,
        returnUrl: app.config.returnUrl,
        environment,
        ...(customer.context && { context: customer.context }),
        metadata: { ...customer.metadata, eventId },
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
    const failed = { durationMs: durationMs(), ...describeFailure(failure, customer) };
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
