import type { Cancellation } from "../cancellation/cancellation.ts";
import { type FoundDecision, lookUp } from "../cancellation/look-up.ts";
import { mergeSessions } from "../cancellation/session-cancellations.ts";
import { takeDecision } from "../cancellation/take-decision.ts";
import { asRetentBaseError, describeFailure } from "../upstream-failure.ts";
import { findOwnCancellations, isOwn } from "./own-cancellations.ts";
import type { Body } from "./request-body.ts";
import type { RouteContext } from "./route.ts";

/** How a cancellation stands, as far as that is known. */
export interface Standing {
  status: "decided" | "unfinished" | "unknown";
  cancellation: Cancellation;
}

/** How many of a browser's open cancellations are looked up: each costs a call to RetentBase. */
const maxLookUps = 5;

/**
 * Asks RetentBase's diagnostics how the sender's cancellations ended, and has billing act on what was decided.
 *
 * @param fields a token that was refused says which cancellations are meant, if they are the sender's own
 * @returns undefined if no cancellation is the sender's
 */
export async function askDiagnostics(
  context: RouteContext,
  fields: Body<"token" | "identity">["fields"],
): Promise<Standing | undefined> {
  const { app } = context;
  const cancellations = await mergeSessions(
    app.services.store,
    await findCancellationsInQuestion(context, fields),
  );
  const [newest] = cancellations;
  if (!newest) return undefined;
  if (app.config.plan === "core" && !newest.decision) return { status: "unknown", cancellation: newest };

  // In two tabs the older cancellation may be the one that was finished.
  const found: FoundDecision[] = [];
  let isUnavailable = false;
  for (const cancellation of cancellations.filter(({ decision }) => !decision).slice(0, maxLookUps)) {
    const look = await tryLookUp(context, cancellation);
    if (look === "unavailable") isUnavailable = true;
    else if (look) found.push(look);
  }
  const [latest] = await takeAll(context, found);
  if (latest) return { status: "decided", cancellation: latest };
  if (newest.decision) return { status: "decided", cancellation: newest };
  return { status: isUnavailable ? "unknown" : "unfinished", cancellation: newest };
}

/**
 * The cancellations that may have ended: those that a refused token names, if they are the sender's own; if
 * it names none, those of this browser.
 */
async function findCancellationsInQuestion(
  context: RouteContext,
  fields: Body<"token" | "identity">["fields"],
): Promise<Cancellation[]> {
  const { store, verifier } = context.app.services;
  const { sessionId, eventId } = verifier?.peek(fields.token ?? "") ?? {};
  const named = [
    ...(sessionId === undefined ? [] : await store.findBySession(sessionId)),
    ...(eventId === undefined ? [] : [(await store.find(eventId)) ?? []]),
  ].flat();
  if (named.length === 0) return findOwnCancellations(context);
  const own: Cancellation[] = [];
  for (const cancellation of named)
    if (cancellation.sessionId && (await isOwn(context, cancellation, fields))) own.push(cancellation);
  return own;
}

/** What a cancellation's session says; undefined while the customer has not finished the hosted page. */
async function tryLookUp(
  { app }: RouteContext,
  cancellation: Cancellation,
): Promise<FoundDecision | undefined | "unavailable"> {
  try {
    return await lookUp(app, cancellation);
  } catch (error) {
    const failure = describeFailure(asRetentBaseError(error), cancellation);
    app.services.onEvent({ type: "session_unavailable", eventId: cancellation.eventId, ...failure });
    return "unavailable";
  }
}

/**
 * The cancellations after their decisions were taken. From a single one the customer is just coming back; of
 * several it isn't known which was first.
 */
async function takeAll({ app, lanes }: RouteContext, found: FoundDecision[]): Promise<Cancellation[]> {
  const taken: Cancellation[] = [];
  for (const { cancellation, decision, latestAt, retentBaseEventId } of found) {
    const dated = found.length === 1 ? { ...decision, decidedAtMs: latestAt } : decision;
    taken.push(await takeDecision(app, lanes, cancellation, dated, retentBaseEventId));
  }
  return taken;
}
