import { RetentError } from "../../errors.ts";
import { checkHealthToken } from "../check-operator.ts";
import { json } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** How long one request works at most, in milliseconds: many hosts end a function after 30 s. */
const maxDrainMs = 25_000;

/**
 * `GET {base}/drain`, `POST {base}/drain`: works off what is due, for the timers of hosts that freeze between
 * requests. `done` rows were tried, and `left` are queued, which includes those that are due later.
 *
 * @throws {RetentError} `not_found` where no health token is set, `not_authorized`, `rate_limited`
 * @throws {StoreError}
 */
export async function drainOutbox(context: RouteContext): Promise<Response> {
  if (!context.app.services.isHealthToken)
    throw new RetentError("not_found", "There is nothing at this address.");
  await checkHealthToken(context);
  const { done } = await context.drain({ maxMs: maxDrainMs });
  const { queued } = await context.app.services.store.count();
  return json({ done, left: queued });
}
