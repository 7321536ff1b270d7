import type { Cancellation } from "../../cancellation.ts";
import { RetentError } from "../../errors.ts";
import { isBound } from "../../flow/binding.ts";
import { plainPagePath, startCancellation } from "../../flow/start-cancellation.ts";
import { takeDecision } from "../../flow/take-decision.ts";
import { plainPage } from "../../pages/plain-page.ts";
import { receiptPage } from "../../pages/receipt-page.ts";
import { flowCookies, readFlowCookies } from "../cookies.ts";
import { checkOrigin } from "../origin.ts";
import { readBody } from "../request-body.ts";
import { page, seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** `GET {base}/cancel`: the plain page, and after it was confirmed the receipt. */
export async function getCancel(context: RouteContext): Promise<Response> {
  const { settings, url } = context;
  const eventId = url.searchParams.get("event");
  const flow = eventId === null ? undefined : await findOwn(context, eventId);
  if (flow?.decision?.outcome === "churned") return page(receiptPage(settings, flow, flow.decision));
  if (flow) {
    const { context: about, returnTo } = flow;
    return page(
      plainPage(settings, {
        note: noteOn(url),
        eventId: flow.eventId,
        plan: about?.plan,
        returnTo: returnTo ?? settings.afterUrl,
      }),
    );
  }
  const customer = await context.identify();
  const plan = customer.context?.plan;
  return page(plainPage(settings, { eventId: settings.newId(), plan, returnTo: settings.afterUrl }));
}

/** What the query says of how the customer got here. */
function noteOn(url: URL): string | undefined {
  if (url.searchParams.has("unread")) {
    return "We can’t look up your answer just now, so nothing has changed yet. If you chose to stay, go back to your account.";
  }
  if (url.searchParams.has("fallback")) {
    return "The usual questions can’t be shown just now. You can cancel here all the same.";
  }
  return undefined;
}

/** `POST {base}/cancel`: the confirmation. Posting it twice is the same as once, for the page carries the event id. */
export async function postCancel(context: RouteContext): Promise<Response> {
  const { settings, outbox, request } = context;
  checkOrigin(settings, request);
  const { fields } = await readBody(request, ["form"], settings);
  const eventId = String(fields.event ?? "");
  const response = seeOther(plainPagePath(settings, eventId));
  let flow = await findOwn(context, eventId);
  if (!flow) {
    const started = await start(context, eventId);
    // A second click may have been faster.
    flow = started.isNew ? started.cancellation : await findOwn(context, eventId);
    if (started.isNew) {
      for (const cookie of flowCookies(settings, request, eventId, started.binding)) {
        response.headers.append("set-cookie", cookie);
      }
    }
  }
  if (!flow) throw new RetentError("invalid_request", "The form is incomplete. Open the page again.");
  await takeDecision(settings, outbox, flow, {
    outcome: "churned",
    source: "plain_page",
    tokenId: null,
    decidedAt: settings.now() / 1000,
    reasonKey: "not_asked",
    reasonText: null,
    offer: null,
  });
  return response;
}

/** The page makes the event id itself; this keeps out what can't have come from there. */
const eventIdPattern = /^(?!\.{1,2}$)[\w.:~-]{1,128}$/;

async function start(context: RouteContext, eventId: string) {
  if (!eventIdPattern.test(eventId))
    throw new RetentError("invalid_request", "The form is incomplete. Open the page again.");
  const customer = await context.identify();
  return startCancellation(context.settings, { customer, returnTo: null, mode: "direct", eventId });
}

/**
 * The flow with this id, if it belongs to whoever asks: by the browser that started it, or by who is signed in.
 *
 * @throws {RetentError} `result_not_yours` for somebody else's
 */
async function findOwn(context: RouteContext, eventId: string): Promise<Cancellation | undefined> {
  const flow = await context.settings.store.find(eventId);
  if (!flow) return undefined;
  if (await isBound(flow, readFlowCookies(context.request).get(eventId))) return flow;
  if ((await context.identify()).userId === flow.userId) return flow;
  throw new RetentError("result_not_yours", "This cancellation was started by somebody else.");
}
