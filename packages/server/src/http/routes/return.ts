import type { App } from "../../app.ts";
import { type Cancellation, toCancelResult } from "../../cancellation/cancellation.ts";
import { type FoundDecision, lookUp } from "../../cancellation/look-up.ts";
import { eventIdPattern } from "../../cancellation/page-event-id.ts";
import { createPass, withPass } from "../../cancellation/page-pass.ts";
import { chooseFlow, findResultFlows, mergeSessions } from "../../cancellation/session-flows.ts";
import { plainPagePath } from "../../cancellation/start.ts";
import { takeDecision } from "../../cancellation/take-decision.ts";
import { RetentError } from "../../errors.ts";
import { withdrawalReason } from "../../law-preset.ts";
import { noticePage } from "../../pages/notice-page.ts";
import { type Decided, returnPage } from "../../pages/return-page.ts";
import { asRetentBaseError, describeFailure } from "../../upstream-failure.ts";
import { readFlowCookies } from "../cookies.ts";
import { findSender } from "../identify.ts";
import { checkOrigin } from "../origin.ts";
import { findOwnFlows, isOwn } from "../own-flows.ts";
import type { Body } from "../request-body.ts";
import { json, page, seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** How many of a browser's open flows are looked up: each costs a call to RetentBase. */
const maxLookUps = 5;

/**
 * `GET {base}/return`: where the hosted page sends the customer back to, and with the event id how it ended.
 */
export async function getReturn(context: RouteContext): Promise<Response> {
  const { app, url, wording } = context;
  const eventId = url.searchParams.get("event");
  const { flows, known } = await findForPage(context, eventId).catch((error: unknown) => {
    // Without the store the page still takes the token out of the address, and tries again until it is back.
    app.services.onEvent({ type: "request_failed", error });
    return { flows: [], known: undefined };
  });
  const isWithdrawal = known?.decision.reasonKey === withdrawalReason;
  // Who goes on to the plain page ends this flow and starts no other.
  const open = flows.find(({ decision }) => !decision);
  const plainPageHref = open ? plainPagePath(app.config, open.eventId) : `${app.config.basePath}/cancel`;
  return page(
    returnPage(
      app.config,
      await wording(isWithdrawal ? "eu-withdrawal" : undefined),
      plainPageHref,
      app.services.now(),
      known,
    ),
  );
}

/**
 * This browser's flows, and the one that the page is asked about, if it is decided and the customer's own.
 */
async function findForPage(
  context: RouteContext,
  eventId: string | null,
): Promise<{ flows: Cancellation[]; known: Decided | undefined }> {
  const flows = await findOwnFlows(context, eventId);
  if (eventId === null || !eventIdPattern.test(eventId)) return { flows, known: undefined };
  const asked =
    flows.find((flow) => flow.eventId === eventId) ?? (await context.app.services.store.find(eventId));
  const isShown = asked !== undefined && isDecided(asked) && (await isOwn(context, asked));
  return { flows, known: isShown ? asked : undefined };
}

function isDecided(flow: Cancellation): flow is Decided {
  return flow.decision !== null;
}

/**
 * `POST {base}/return`: RetentBase's session diagnostics say how the flow ended, without JavaScript, which
 * alone can read the fragment, and after the token was refused. Where there are none, the plain page takes
 * over.
 */
export async function postReturn(context: RouteContext): Promise<Response> {
  const { app, request } = context;
  checkOrigin(app, request);
  const { kind, fields } = await context.readBody(["form", "json"], ["token", "identity"]);
  const flows = await mergeSessions(app.services.store, await findFlowsInQuestion(context, fields));
  const [newest] = flows;
  if (!newest) {
    const unbound = await findUnbound(context, fields);
    if (unbound) return json({ status: "unknown", url: await passedPath(context, unbound) });
    throw new RetentError(
      "result_not_yours",
      "No cancellation was started in this browser, or it was more than a day ago.",
    );
  }
  const respond = kind === "json" ? toJson : toPage;
  if (app.config.plan === "core" && !newest.decision)
    return respond(context, { status: "unknown", flow: newest });

  // In two tabs the older flow may be the one that was finished.
  const found: FoundDecision[] = [];
  let isUnavailable = false;
  for (const flow of flows.filter(({ decision }) => !decision).slice(0, maxLookUps)) {
    const look = await tryLookUp(context, flow);
    if (look === "unavailable") isUnavailable = true;
    else if (look) found.push(look);
  }
  const [latest] = await takeAll(context, found);
  if (latest) return respond(context, { status: "decided", flow: latest });
  if (newest.decision) return respond(context, { status: "decided", flow: newest });
  return respond(context, { status: isUnavailable ? "unknown" : "unfinished", flow: newest });
}

/**
 * The flows that may have ended: those that a refused token names, if they are the sender's own; if it names
 * none, those of this browser.
 */
async function findFlowsInQuestion(
  context: RouteContext,
  fields: Body<"token" | "identity">["fields"],
): Promise<Cancellation[]> {
  const { store, verifier } = context.app.services;
  const { sessionId, eventId } = verifier.peek(fields.token ?? "");
  const named = [
    ...(sessionId === undefined ? [] : await store.findBySession(sessionId)),
    ...(eventId === undefined ? [] : [(await store.find(eventId)) ?? []]),
  ].flat();
  if (named.length === 0) return findOwnFlows(context);
  const own: Cancellation[] = [];
  for (const flow of named) if (flow.sessionId && (await isOwn(context, flow, fields))) own.push(flow);
  return own;
}

/**
 * The open flow of a customer who has just decided to leave and whose browser keeps no cookies, by a token
 * that is good but that ties nothing to this browser: so the customer confirms it on the plain page.
 */
async function findUnbound(
  context: RouteContext,
  fields: Body<"token" | "identity">["fields"],
): Promise<Cancellation | undefined> {
  const { app, request } = context;
  const { token } = fields;
  const { identityVerifier, store, verifier } = app.services;
  // A host app's session would have said who the customer is.
  if (!identityVerifier || token === undefined || readFlowCookies(request).size > 0) return undefined;
  const result = await verifier.verify(token).catch(() => undefined);
  if (result?.outcome !== "churned") return undefined;
  const flow = chooseFlow(await findResultFlows(store, result), result.eventId);
  if (!flow || flow.decision) return undefined;
  const sender = await findSender(context, fields);
  return sender && sender.userId !== flow.userId ? undefined : flow;
}

async function passedPath({ app }: RouteContext, flow: Cancellation): Promise<string> {
  return withPass(unreadPath(app, flow), await createPass(app.services, flow, "result"));
}

/** How a flow stands, as far as that is known. */
interface Standing {
  status: "decided" | "unfinished" | "unknown";
  flow: Cancellation;
}

function toJson({ app }: RouteContext, { status, flow }: Standing): Response {
  if (status === "decided")
    return json(toCancelResult(flow, app.config.afterUrl), { "retent-event": flow.eventId });
  return json({
    status,
    url: status === "unknown" ? unreadPath(app, flow) : plainPagePath(app.config, flow.eventId),
  });
}

function toPage(context: RouteContext, { status, flow }: Standing): Response | Promise<Response> {
  if (status === "unfinished") return unfinished(context, flow);
  return status === "decided" ? finished(context, flow) : seeOther(unreadPath(context.app, flow));
}

function unreadPath(app: App, { eventId }: Cancellation): string {
  return `${plainPagePath(app.config, eventId)}&unread`;
}

/** What a flow's session says; undefined while the customer has not finished the hosted page. */
async function tryLookUp(
  { app }: RouteContext,
  flow: Cancellation,
): Promise<FoundDecision | undefined | "unavailable"> {
  try {
    return await lookUp(app, flow);
  } catch (error) {
    const failure = describeFailure(asRetentBaseError(error), flow);
    app.services.onEvent({ type: "session_unavailable", eventId: flow.eventId, ...failure });
    return "unavailable";
  }
}

/**
 * The flows after their decisions were taken. From a single one the customer is just coming back; of several
 * it isn't known which was first.
 */
async function takeAll({ app, lanes }: RouteContext, found: FoundDecision[]): Promise<Cancellation[]> {
  const taken: Cancellation[] = [];
  for (const { flow, decision, latestAt, retentBaseEventId } of found) {
    const dated = found.length === 1 ? { ...decision, decidedAtMs: latestAt } : decision;
    taken.push(await takeDecision(app, lanes, flow, dated, retentBaseEventId));
  }
  return taken;
}

/**
 * What billing has confirmed the account shows; anything else is said on a page that the customer can read.
 */
function finished({ app }: RouteContext, { eventId, settlement, returnTo }: Cancellation): Response {
  if (settlement?.confirmed) return seeOther(returnTo ?? app.config.afterUrl);
  return seeOther(`${app.config.basePath}/return?event=${encodeURIComponent(eventId)}`);
}

async function unfinished({ app, wording }: RouteContext, flow: Cancellation): Promise<Response> {
  const words = await wording();
  return page(
    noticePage(app.config, words, {
      title: words.texts.unfinished,
      text: words.texts.unfinishedText,
      continueUrl: flow.returnTo ?? app.config.afterUrl,
      plainPageHref: plainPagePath(app.config, flow.eventId),
    }),
  );
}
