import { describeIssues, optionError, parseSafeUrl } from "@retent/retentbase/internal";
import type { Billing, BillingAnswer, CancellationResult } from "../billing/billing.ts";
import { pendingSchema, settlementSchema } from "../cancellation/billing-answer.ts";
import { sha256, toBase64Url } from "../digest.ts";
import { readSettlement } from "./read-settlement.ts";
import { createReceiver, type ReceiverProblem } from "./receiver.ts";
import { createWebhookSignature } from "./signature.ts";

export interface WebhookBillingOptions {
  /** Where decisions are posted: https, or plain http on loopback. It may be a secret itself. */
  url: string;
  /**
   * Signs what is posted, and what the receiver posts to `{base}/settle`: `whsec_` and 24 to 64 random bytes in
   * base64, as Standard Webhooks has it; several while they are rotated.
   */
  secret: string | readonly string[];
  /** Default: the runtime's `fetch`. */
  fetch?: typeof fetch;
  /** Time limit of a call, in milliseconds; keep it below `billingTimeoutMs`. Default 15,000. */
  timeoutMs?: number;
  /** Milliseconds since the epoch. Default: the runtime's clock. */
  now?: () => number;
}

/**
 * Billing by webhook: each decision is posted to a receiver of yours, signed by Standard Webhooks
 * (https://www.standardwebhooks.com, specification 1.0) and sent again until it is taken. The receiver ends the
 * subscription and answers the outcome, or reports it later by `POST {base}/settle`.
 *
 * @returns the billing; its `ping` sends a message that asks for nothing, and returns why it was not taken, or
 *   null
 * @throws {TypeError} for an option that can't be used, never with its value
 *
 * @example
 * import { createWebhookBilling } from "@retent/server/webhook-billing";
 *
 * const billing = createWebhookBilling({
 *   url: "https://hooks.shop.example/cancellations",
 *   secret: process.env.RETENT_BILLING_SECRET ?? "",
 * });
 */
export function createWebhookBilling(
  options: WebhookBillingOptions,
): Billing & { ping(): Promise<{ cause: string; remedy: string } | null> } {
  const { fetch = globalThis.fetch, timeoutMs = 15_000, now = Date.now } = options;
  const url = parseSafeUrl("url", options.url);
  const secrets = [options.secret].flat();
  if (secrets.length === 0) throw optionError("secret", "is missing");
  if (!(Number.isFinite(timeoutMs) && timeoutMs > 0))
    throw optionError("timeoutMs", "must be a positive number of milliseconds");
  const signature = createWebhookSignature(secrets);
  const post = createReceiver({ url, signature, timeoutMs, fetch, now });

  return {
    whoEnds: { isAutomatic: true, sentence: "The receiver of the configured webhook ends subscriptions." },
    async onResult(result) {
      const answer = await post({ id: await toMessageId(result), content: toContent(result) });
      if ("problem" in answer) throw toError(answer.problem);
      return readAnswer(answer.text);
    },
    async readSettlement(body, headers, at) {
      const messageId = await signature.verify(body, headers, at);
      return { ...readSettlement(body, headers), messageId };
    },
    async ping() {
      const at = now();
      const content = JSON.stringify({ type: "ping", timestamp: new Date(at).toISOString(), data: {} });
      const answer = await post({ id: `ping-${at}`, content });
      return "problem" in answer ? answer.problem : null;
    },
  };
}

/** The same whenever this decision is sent; event ids of RetentBase's that no header can carry are digested. */
async function toMessageId({ eventId, revision }: CancellationResult): Promise<string> {
  const id = /^[\w-]{1,200}$/.test(eventId) ? eventId : toBase64Url(await sha256(eventId));
  return `${id}-${revision}`;
}

function toContent(result: CancellationResult): string {
  const { eventId, revision, userId, environment, outcome } = result;
  const { reasonKey, reasonText, offer, decidedAt, subscription, endsAt } = result;
  return JSON.stringify({
    type: "cancellation.decided",
    timestamp: decidedAt,
    data: {
      eventId,
      revision,
      userId,
      environment,
      outcome,
      reasonKey,
      reasonText,
      offer,
      decidedAt,
      subscription,
      endsAt,
    },
  });
}

/**
 * Only an `outcome` settles. Whatever else a receiver answers says that it has taken the message: tools without code
 * answer `Accepted`, or JSON of their own, before they have done anything.
 *
 * @throws {Error} for an outcome that can't be used: the receiver is asked again once it was corrected
 */
function readAnswer(text: string): BillingAnswer {
  const answer = parseObject(text);
  if (!("outcome" in answer)) return readPending(answer);
  const { data, error } = settlementSchema.safeParse(answer);
  if (!data) throw toError(explainAnswer(describeIssues(error)));
  const { outcome, effectiveAt, metadata } = data;
  return {
    outcome,
    ...(effectiveAt !== undefined && { effectiveAt }),
    ...(metadata !== undefined && { metadata }),
  };
}

function readPending(answer: object): BillingAnswer {
  if (!("pending" in answer)) return { pending: true };
  const { data, error } = pendingSchema.safeParse(answer);
  if (!data) throw toError(explainAnswer(describeIssues(error)));
  const { customer = null, subscription = null } = data;
  return { pending: true, customer, subscription };
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

function explainAnswer(issues: string): ReceiverProblem {
  return {
    cause: `the receiver's answer can't be used (${issues})`,
    remedy:
      'answer { "outcome": "churned" or "recovered", "effectiveAt"?, "metadata"? } or { "pending": true }',
  };
}

function toError({ cause, remedy }: ReceiverProblem): Error {
  return new Error(`${cause}: ${remedy}`);
}
