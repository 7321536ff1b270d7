import type { CancellationResult } from "../billing/billing.ts";
import { sha256, toBase64Url } from "../digest.ts";
import { type Call, StripeCallError } from "./call.ts";

/** Writes at Stripe, with an idempotency key. */
export type Write = <T>(
  what: string,
  step: string,
  params: object,
  send: (options: { idempotencyKey: string }) => Promise<T>,
) => Promise<T>;

/** How many refused tries of a day are walked past; the outbox makes about a hundred. */
const maxRefusals = 200;

/**
 * Makes writes that Stripe does once. Their key holds the cancellation, its revision and the step, a digest of
 * the parameters, and how often Stripe has refused exactly this: it keeps refusals and server errors for a day
 * (https://docs.stripe.com/api/idempotent_requests), so that with the same key a coupon that exists by now would
 * still be refused. Where the count was forgotten by a restart, replayed answers are walked past. An answer that
 * was lost keeps the key.
 */
export function createIdempotentWrite(call: Call): (result: CancellationResult) => Write {
  const refusals = new Map<string, number>();

  return ({ eventId, revision }) =>
    async (what, step, params, send) => {
      const key = `retent-${eventId}-${revision}-${step}-${await digest(params)}`;
      for (let refused = refusals.get(key) ?? 0; ; refused += 1) {
        try {
          const done = await call(what, () => send({ idempotencyKey: `${key}-${refused}` }));
          refusals.delete(key);
          return done;
        } catch (error) {
          if (!isKept(error)) throw error;
          remember(key, refused + 1);
          if (!error.isReplayed || refused >= maxRefusals) throw error;
        }
      }
    };

  function remember(key: string, count: number): void {
    // Bounded: what is forgotten is walked past.
    if (refusals.size >= 1000) refusals.clear();
    refusals.set(key, count);
  }
}

/** Whether Stripe keeps this answer for the key. */
function isKept(error: unknown): error is StripeCallError {
  if (!(error instanceof StripeCallError) || error.status === undefined) return false;
  return ![401, 409, 429].includes(error.status);
}

async function digest(params: object): Promise<string> {
  return toBase64Url((await sha256(JSON.stringify(params))).subarray(0, 12));
}
