import { isBound } from "../cancellation/binding.ts";
import type { Cancellation } from "../cancellation/cancellation.ts";
import { isTest } from "../cancellation/test-customer.ts";
import { maxCookies, readCancellationCookies } from "./cookies.ts";
import { findSender, requireCustomer } from "./identify.ts";
import type { Body } from "./request-body.ts";
import type { RouteContext } from "./route.ts";

/** So many values of cookies with one name are compared. */
const maxValues = 20;

/**
 * The hosted cancellations that this browser started, newest first, without those of a customer who is no
 * longer signed in.
 *
 * @param eventId a cancellation that is looked up in any case
 */
export async function findOwnCancellations(
  context: RouteContext,
  eventId?: string | null,
): Promise<Cancellation[]> {
  const { app, request } = context;
  const cookies = readCancellationCookies(request);
  const named = typeof eventId === "string" && cookies.has(eventId) ? [eventId] : [];
  const ids = [...new Set([...named, ...cookies.keys()])].slice(0, maxCookies);
  const found = ids.length === 0 ? [] : await app.services.store.findMany(ids);
  const own: Cancellation[] = [];
  for (const cancellation of found) {
    if (!cancellation.sessionId || !(await isBoundByAny(cookies, cancellation))) continue;
    if (!(await belongsToAnotherUser(context, cancellation))) own.push(cancellation);
  }
  return own.sort((a, b) => b.createdAt - a.createdAt);
}

/** Whether this browser started a cancellation. */
export function isStartedHere(request: Request, cancellation: Cancellation): Promise<boolean> {
  return isBoundByAny(readCancellationCookies(request), cancellation);
}

async function isBoundByAny(cookies: Map<string, string[]>, cancellation: Cancellation): Promise<boolean> {
  const values = cookies.get(cancellation.eventId) ?? [];
  for (const value of values.slice(0, maxValues)) if (await isBound(cancellation, value)) return true;
  return false;
}

/** Whether a cancellation is this browser's, or that of the customer whom the request proves to come from. */
export async function isOwn(
  context: RouteContext,
  cancellation: Cancellation,
  fields?: Body<"identity">["fields"],
): Promise<boolean> {
  if (await isStartedHere(context.request, cancellation))
    return !(await belongsToAnotherUser(context, cancellation));
  return (await findSender(context, fields))?.userId === cancellation.userId;
}

/**
 * Whether another customer is signed in by now than the one who started a cancellation: on a shared computer
 * the browser alone proves too little. If no customer is signed in, or `identify` throws, the browser's
 * cookie is enough: checks fail closed, but leaving must not depend on anything beyond the proof that the
 * cancellation was started here.
 */
export async function belongsToAnotherUser(
  context: RouteContext,
  cancellation: Cancellation,
): Promise<boolean> {
  // Identity tokens may name people otherwise than the host app's own session does.
  if (context.app.services.identityVerifier) return false;
  // The operator who started a test may be signed in as a customer.
  if (await isTest(context.app, cancellation)) return false;
  const signedIn = await requireCustomer(context).catch(() => undefined);
  return signedIn !== undefined && signedIn.userId !== cancellation.userId;
}
