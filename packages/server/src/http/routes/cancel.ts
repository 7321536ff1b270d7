import type { App } from "../../app.ts";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import { createPageEventId, eventIdPattern, findPageOwner } from "../../cancellation/page-event-id.ts";
import { readPass, withPass } from "../../cancellation/page-pass.ts";
import { mergeSessions } from "../../cancellation/session-cancellations.ts";
import { plainPagePath, startCancellation } from "../../cancellation/start.ts";
import { takeDecision } from "../../cancellation/take-decision.ts";
import { RetentError } from "../../errors.ts";
import { type Preset, parsePreset, withdrawalReason } from "../../law-preset.ts";
import type { Texts } from "../../pages/languages/en.ts";
import type { Page } from "../../pages/layout.ts";
import { plainPage } from "../../pages/plain-page.ts";
import { receiptPage } from "../../pages/receipt-page.ts";
import { countOrRefuse } from "../../rate-limits.ts";
import { cancellationCookies, keepLanguage } from "../cookies.ts";
import { requireCustomer } from "../identify.ts";
import { checkOrigin } from "../origin.ts";
import { belongsToAnotherUser, findOwnCancellations, isStartedHere } from "../own-cancellations.ts";
import { page, seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** `GET {base}/cancel`: the plain page, and after it was confirmed the receipt. */
export async function getCancel(context: RouteContext): Promise<Response> {
  const response = (await withoutPass(context)) ?? page(await showPage(context));
  return keepLanguage(context.app, response, context.url.searchParams.get("lang"));
}

/** The same page without the pass, which a browser that keeps cookies has no need of. */
async function withoutPass({ app, request, url }: RouteContext): Promise<Response | undefined> {
  if (!url.searchParams.has("pass")) return undefined;
  const cancellation = await app.services.store.find(url.searchParams.get("event") ?? "");
  if (!cancellation || !(await isStartedHere(request, cancellation))) return undefined;
  const query = new URLSearchParams(url.searchParams);
  query.delete("pass");
  return seeOther(`${app.config.basePath}/cancel?${query}`);
}

async function showPage(context: RouteContext): Promise<Page> {
  const { app, url } = context;
  const eventId = url.searchParams.get("event");
  const pass = url.searchParams.get("pass");
  const preset = parsePreset(url.searchParams.get("preset"));
  const cancellation =
    eventId === null ? await findLeftOpen(context) : await findForSender(context, eventId, { pass, preset });
  const wording = await context.wording();
  if (!cancellation) {
    const { userId, context: about } = await requireCustomer(context);
    const newEventId = await createPageEventId(app.services, userId);
    return plainPage(app.config, wording, {
      eventId: newEventId,
      plan: about?.plan,
      returnTo: app.config.afterUrl,
    });
  }
  const { decision, returnTo } = cancellation;
  if (decision?.outcome === "churned") {
    // The receipt says what was done, whatever the address says.
    if (decision.reasonKey === withdrawalReason)
      return receiptPage(
        app.config,
        await context.wording("eu-withdrawal"),
        cancellation,
        decision,
        app.services.now(),
      );
    if (wording.preset !== "eu-withdrawal")
      return receiptPage(app.config, wording, cancellation, decision, app.services.now());
  }
  return plainPage(app.config, wording, {
    note: noteOn(url, wording.texts),
    eventId: cancellation.eventId,
    plan: cancellation.context?.plan,
    cancellation,
    pass,
    returnTo: returnTo ?? app.config.afterUrl,
  });
}

/**
 * The cancellation that this browser left open, for a link that names none: if identity tokens say who the
 * customer is, a link can't, and a customer who comes back from a hosted page that is out of reach has no
 * other way on. Once its link has expired, the customer is most likely gone, and the next person at this
 * browser needs a token.
 */
async function findLeftOpen(context: RouteContext): Promise<Cancellation | undefined> {
  if (!context.app.services.identityVerifier) return undefined;
  try {
    await requireCustomer(context);
    return undefined;
  } catch (error) {
    if (!(error instanceof RetentError && error.code === "not_identified")) throw error;
    const cancellations = await mergeSessions(
      context.app.services.store,
      await findOwnCancellations(context),
    );
    const now = context.app.services.now();
    return cancellations.find(({ decision, linkExpiresAt }) => !decision && (linkExpiresAt ?? 0) > now);
  }
}

/** What the query says of how the customer got here. */
function noteOn({ searchParams }: URL, texts: Texts): string | undefined {
  if (searchParams.has("unread")) return texts.unread;
  return searchParams.has("fallback") ? texts.fallback : undefined;
}

/**
 * `POST {base}/cancel`: the confirmation. Posting it twice is the same as once, for the page carries the
 * event id.
 */
export async function postCancel(context: RouteContext): Promise<Response> {
  const { app, lanes, request } = context;
  checkOrigin(app, request, { mayBeTwin: true });
  const { fields } = await context.readBody(["form"], ["event", "pass"]);
  const { event: eventId = "", pass } = fields;
  const preset = parsePreset(fields.preset);
  const { cancellation, cookies } = await findOrStart(context, eventId, { pass, preset });
  await takeDecision(app, lanes, cancellation, {
    outcome: "churned",
    source: "plain_page",
    tokenId: null,
    // RetentBase's clock may be ahead of ours: a customer who confirms here has seen what came before.
    decidedAtMs: Math.max(app.services.now(), cancellation.decision?.decidedAtMs ?? 0),
    reasonKey: preset === "eu-withdrawal" ? withdrawalReason : "not_asked",
    reasonText: null,
    offer: null,
  });
  const receipt = plainPagePath(app.config, cancellation.eventId, preset);
  const isByPass = (await readPass(app.services, cancellation, pass)) !== undefined;
  const response = seeOther(pass !== undefined && isByPass ? withPass(receipt, pass) : receipt);
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}

/**
 * The cancellation that the form is about, and the cookies that bind it to this browser if it begins with
 * this post.
 */
async function findOrStart(
  context: RouteContext,
  postedId: string,
  shown: Shown,
): Promise<{ cancellation: Cancellation; cookies: string[] }> {
  const { app, request } = context;
  const known = await findForSender(context, postedId, shown);
  if (known) return { cancellation: known, cookies: [] };
  const customer = await requireCustomer(context);
  const owner = await findPageOwner(app.services, postedId, customer.userId);
  if (owner === "foreign") throw notYours();
  if (owner === "none" && !eventIdPattern.test(postedId))
    throw new RetentError("invalid_request", "The form is incomplete. Open the page again.");
  await countOrRefuse(app.services, app.services.limiters.confirmations, customer.userId);
  const eventId = owner === "own" ? postedId : await createPageEventId(app.services, customer.userId);
  const started = await startCancellation(app, { customer, returnTo: null, mode: "direct", eventId });
  if (started.isNew)
    return {
      cancellation: started.cancellation,
      cookies: cancellationCookies(app, request, eventId, started.binding),
    };
  // A second click was faster.
  const cancellation = await findForSender(context, eventId);
  if (!cancellation) throw new Error("the cancellation that was just started is gone");
  return { cancellation, cookies: [] };
}

/** What a request shows besides the event id. */
interface Shown {
  pass?: string | null | undefined;
  preset?: Preset | undefined;
}

/**
 * The cancellation with this id, if it is the sender's own: by the browser that started it, by a pass, or by
 * the customer who is signed in.
 *
 * @throws {RetentError} `result_not_yours` for another customer's
 */
async function findForSender(
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
async function isOpenedBy(app: App, cancellation: Cancellation, { pass, preset }: Shown): Promise<boolean> {
  const basis = await readPass(app.services, cancellation, pass);
  if (basis !== "result") return basis === "identity";
  const { decision } = cancellation;
  const isCancelling = decision?.outcome !== "recovered" && decision?.reasonKey !== withdrawalReason;
  return isCancelling && preset === undefined;
}

function notYours(): RetentError {
  return new RetentError("result_not_yours", "This cancellation was started by another customer.");
}
