import type { Cancellation } from "../../cancellation.ts";
import { RetentError } from "../../errors.ts";
import { type FoundDecision, readSession } from "../../flow/read-session.ts";
import { mergeSessions } from "../../flow/session-flows.ts";
import { plainPagePath } from "../../flow/start-cancellation.ts";
import { takeDecision } from "../../flow/take-decision.ts";
import { noticePage } from "../../pages/notice-page.ts";
import { type Decided, returnPage } from "../../pages/return-page.ts";
import { withdrawalReason } from "../../preset.ts";
import { asRetentBaseError, describeFailure } from "../../upstream-failure.ts";
import { checkOrigin } from "../origin.ts";
import { findOwnFlows, isSomebodyElses } from "../own-flows.ts";
import { page, seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** How many of a browser's open flows are looked up: each costs a call to RetentBase. */
const maxLookUps = 5;

/** `GET {base}/return`: where the hosted page sends the customer back to, and with the event id how it ended. */
export async function getReturn(context: RouteContext): Promise<Response> {
  const { settings, url, wording } = context;
  const eventId = url.searchParams.get("event");
  const flows: Cancellation[] = await findOwnFlows(context, eventId).catch((error: unknown) => {
    // Without the store the page still takes the token out of the address, and tries again until it is back.
    settings.onEvent({ type: "request_failed", error });
    return [];
  });
  const asked = flows.find((flow): flow is Decided => flow.eventId === eventId && flow.decision !== null);
  const known = asked && !(await isSomebodyElses(context, asked)) ? asked : undefined;
  const isWithdrawal = known?.decision.reasonKey === withdrawalReason;
  // Who goes on to the plain page ends this flow and starts no other.
  const open = flows.find(({ decision }) => !decision);
  const plainPageHref = open ? plainPagePath(settings, open.eventId) : `${settings.basePath}/cancel`;
  return page(
    returnPage(settings, await wording(isWithdrawal ? "eu-withdrawal" : undefined), plainPageHref, known),
  );
}

/**
 * `POST {base}/return`: without JavaScript the fragment can't be read, so RetentBase's session diagnostics say how the flow
 * ended. Where there are none, the plain page takes over.
 */
export async function postReturn(context: RouteContext): Promise<Response> {
  const { settings, request } = context;
  checkOrigin(settings, request);
  const flows = await mergeSessions(settings.store, await findOwnFlows(context));
  const [newest] = flows;
  if (!newest) {
    throw new RetentError(
      "result_not_yours",
      "No cancellation was started in this browser, or it was more than a day ago.",
    );
  }
  const withoutAnswer = () => seeOther(`${plainPagePath(settings, newest.eventId)}&unread`);
  if (settings.plan === "core") return withoutAnswer();

  // In two tabs the older flow may be the one that was finished.
  const found: FoundDecision[] = [];
  let isUnavailable = false;
  for (const flow of flows.filter(({ decision }) => !decision).slice(0, maxLookUps)) {
    const look = await lookUp(context, flow);
    if (look === "unavailable") isUnavailable = true;
    else if (look) found.push(look);
  }
  const [latest] = await takeAll(context, found);
  if (latest) return finished(context, latest);
  if (newest.decision) return finished(context, newest);
  return isUnavailable ? withoutAnswer() : unfinished(context, newest);
}

/** What a flow's session says; undefined while the customer has not finished the hosted page. */
async function lookUp(
  { settings }: RouteContext,
  flow: Cancellation,
): Promise<FoundDecision | undefined | "unavailable"> {
  try {
    return await readSession(settings, flow);
  } catch (error) {
    const failure = describeFailure(asRetentBaseError(error), flow);
    settings.onEvent({ type: "session_unavailable", eventId: flow.eventId, ...failure });
    return "unavailable";
  }
}

/** The flows after their decisions were taken. Of a single one the customer comes back just now; of several nobody knows which was first. */
async function takeAll({ settings, outbox }: RouteContext, found: FoundDecision[]): Promise<Cancellation[]> {
  const taken: Cancellation[] = [];
  for (const { flow, decision, latestAt, ledgerEventId } of found) {
    const dated = found.length === 1 ? { ...decision, decidedAt: latestAt / 1000 } : decision;
    taken.push(await takeDecision(settings, outbox, flow, dated, ledgerEventId));
  }
  return taken;
}

/** What billing has confirmed the account shows; anything else is said on a page that the customer can read. */
function finished({ settings }: RouteContext, { eventId, settlement, returnTo }: Cancellation): Response {
  if (settlement?.confirmed) return seeOther(returnTo ?? settings.afterUrl);
  return seeOther(`${settings.basePath}/return?event=${encodeURIComponent(eventId)}`);
}

async function unfinished({ settings, wording }: RouteContext, flow: Cancellation): Promise<Response> {
  const words = await wording();
  return page(
    noticePage(settings, words, {
      title: words.texts.unfinished,
      text: words.texts.unfinishedText,
      continueUrl: flow.returnTo ?? settings.afterUrl,
      plainPageHref: plainPagePath(settings, flow.eventId),
    }),
  );
}
