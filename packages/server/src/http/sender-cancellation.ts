import type { App } from "../app.ts";
import type { Cancellation } from "../cancellation/cancellation.ts";
import { readPass } from "../cancellation/page-pass.ts";
import { RetentError } from "../errors.ts";
import { type Preset, withdrawalReason } from "../law-preset.ts";
import { requireCustomer } from "./identify.ts";
import { belongsToAnotherUser, isStartedHere } from "./own-cancellations.ts";
import type { RouteContext } from "./route.ts";

/** What a request shows besides the event id. */
export interface Shown {
  pass?: string | null | undefined;
  preset?: Preset | undefined;
  /** What the request is for. */
  purpose?: "cancel" | "choose" | "keep";
}

/**
 * The cancellation with this id, if it is the sender's own: by the browser that started it, by a pass, or by
 * the customer who is signed in.
 *
 * @throws {RetentError} `result_not_yours` for another customer's
 */
export async function findForSender(
  context: RouteContext,
  eventId: string,
  shown: Shown = {},
): Promise<Cancellation | undefined> {
  const cancellation = await context.app.services.store.find(eventId);
  if (!cancellation) return undefined;
  const isOfThisBrowser = await isStartedHere(context.request, cancellation);
  if (isOfThisBrowser && !(await belongsToAnotherUser(context, cancellation))) return cancellation;
  if (await isOpenedBy(context.app, cancellation, shown)) return cancellation;
  if ((await requireCustomer(context)).userId === cancellation.userId) return cancellation;
  throw notYours();
}

/**
 * A result token says that the customer cancels, and nothing else: so a pass made from one is good for that
 * alone.
 */
async function isOpenedBy(
  app: App,
  cancellation: Cancellation,
  { pass, preset, purpose = "cancel" }: Shown,
): Promise<boolean> {
  const basis = await readPass(app.services, cancellation, pass);
  if (basis !== "result") return basis === "identity";
  const { decision } = cancellation;
  const isCancelling = decision?.outcome !== "recovered" && decision?.reasonKey !== withdrawalReason;
  return isCancelling && preset === undefined && purpose === "cancel";
}

export function notYours(): RetentError {
  return new RetentError("result_not_yours", "This cancellation was started by another customer.");
}
