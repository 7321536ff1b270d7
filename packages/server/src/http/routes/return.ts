import type { App } from "../../app.ts";
import { type Cancellation, toCancelResult } from "../../cancellation/cancellation.ts";
import { eventIdPattern } from "../../cancellation/page-event-id.ts";
import { createPass, withPass } from "../../cancellation/page-pass.ts";
import { plainPagePath } from "../../cancellation/page-paths.ts";
import { chooseCancellation, findResultCancellations } from "../../cancellation/session-cancellations.ts";
import { RetentError } from "../../errors.ts";
import { withdrawalReason } from "../../law-preset.ts";
import { ownerFacts } from "../../pages/receipt-facts.ts";
import { type Decided, resultPage, returnPage } from "../../pages/return-page.ts";
import { askDiagnostics, type Standing } from "../ask-diagnostics.ts";
import { readCancellationCookies } from "../cookies.ts";
import { findTerms } from "../find-choice.ts";
import { findSender, nameAccount } from "../identify.ts";
import { checkOrigin } from "../origin.ts";
import { findOwnCancellations, isOwn } from "../own-cancellations.ts";
import type { Body } from "../request-body.ts";
import { json, page, seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/**
 * `GET {base}/return`: where the hosted page sends the customer back to, and with the event id how it ended.
 */
export async function getReturn(context: RouteContext): Promise<Response> {
  const { app, url, wording } = context;
  const eventId = url.searchParams.get("event");
  const { cancellations, known } = await findForPage(context, eventId).catch((error: unknown) => {
    // Without the store the page still takes the token out of the address, and tries again until it is back.
    app.services.onEvent({ type: "request_failed", error });
    return { cancellations: [], known: undefined };
  });
  const isWithdrawal = known?.decision.reasonKey === withdrawalReason;
  // Who goes on to the plain page ends this cancellation and starts no other.
  const open = cancellations.find(({ decision }) => !decision);
  const plainPageHref = open ? plainPagePath(app.config, open.eventId) : `${app.config.basePath}/cancel`;
  const words = await wording(isWithdrawal ? "eu-withdrawal" : undefined);
  if (!known) {
    const continueUrl = open?.returnTo ?? app.config.afterUrl;
    const account = open && (await nameAccount(context, open.userId));
    const facts = open && account !== undefined ? ownerFacts(open, account, words.texts) : [];
    // Without a session of the host app, a token has to say who starts the questions again.
    const hostedOrigin = app.services.identityVerifier ? undefined : new URL(app.config.cancelUrl).origin;
    return page(returnPage(app.config, words, { plainPageHref, continueUrl, facts, hostedOrigin }));
  }
  const [account, terms] = await Promise.all([nameAccount(context, known.userId), findTerms(context, known)]);
  return page(
    resultPage(app.config, words, { cancellation: known, account, terms, now: app.services.now() }),
  );
}

/**
 * This browser's cancellations, and the one that the page is asked about, if it is decided and the customer's
 * own.
 */
async function findForPage(
  context: RouteContext,
  eventId: string | null,
): Promise<{ cancellations: Cancellation[]; known: Decided | undefined }> {
  const cancellations = await findOwnCancellations(context, eventId);
  if (eventId === null || !eventIdPattern.test(eventId)) return { cancellations, known: undefined };
  const asked =
    cancellations.find((cancellation) => cancellation.eventId === eventId) ??
    (await context.app.services.store.find(eventId));
  const isShown = asked !== undefined && isDecided(asked) && (await isOwn(context, asked));
  return { cancellations, known: isShown ? asked : undefined };
}

function isDecided(cancellation: Cancellation): cancellation is Decided {
  return cancellation.decision !== null;
}

/**
 * `POST {base}/return`: RetentBase's session diagnostics say how the cancellation ended, without JavaScript,
 * which alone can read the fragment, and after the token was refused. Where there are none, the plain page
 * takes over.
 */
export async function postReturn(context: RouteContext): Promise<Response> {
  const { app, request } = context;
  checkOrigin(app, request);
  const { kind, fields } = await context.readBody(["form", "json"], ["token", "identity"]);
  const standing = await askDiagnostics(context, fields);
  if (standing) return (kind === "json" ? toJson : toPage)(context, standing);
  const unbound = await findUnbound(context, fields);
  if (unbound) {
    const returnTo = unbound.returnTo ?? app.config.afterUrl;
    return json({ status: "unknown", url: await passedPath(context, unbound), returnTo });
  }
  throw new RetentError(
    "result_not_yours",
    "No cancellation was started in this browser, or it was more than a day ago.",
  );
}

/**
 * The open cancellation of a customer who has just decided to leave and whose browser keeps no cookies, by a
 * token that is good but that ties nothing to this browser: so the customer confirms it on the plain page.
 */
async function findUnbound(
  context: RouteContext,
  fields: Body<"token" | "identity">["fields"],
): Promise<Cancellation | undefined> {
  const { app, request } = context;
  const { token } = fields;
  const { identityVerifier, store, verifier } = app.services;
  // A host app's session would have said who the customer is.
  if (!verifier || !identityVerifier || token === undefined || readCancellationCookies(request).size > 0)
    return undefined;
  const result = await verifier.verify(token).catch(() => undefined);
  if (result?.outcome !== "churned") return undefined;
  const cancellation = chooseCancellation(await findResultCancellations(store, result), result.eventId);
  if (!cancellation || cancellation.decision) return undefined;
  const sender = await findSender(context, fields);
  return sender && sender.userId !== cancellation.userId ? undefined : cancellation;
}

async function passedPath({ app }: RouteContext, cancellation: Cancellation): Promise<string> {
  return withPass(unreadPath(app, cancellation), await createPass(app.services, cancellation, "result"));
}

function toJson({ app }: RouteContext, { status, cancellation }: Standing): Response {
  if (status === "decided")
    return json(toCancelResult(cancellation, app.config, app.services.now()), {
      "retent-event": cancellation.eventId,
    });
  return json(
    {
      status,
      url:
        status === "unknown"
          ? unreadPath(app, cancellation)
          : plainPagePath(app.config, cancellation.eventId),
      returnTo: cancellation.returnTo ?? app.config.afterUrl,
    },
    { "retent-event": cancellation.eventId },
  );
}

function toPage({ app }: RouteContext, { status, cancellation }: Standing): Response {
  // The customer left the questions to go back, so there is nothing to say.
  if (status === "unfinished") return seeOther(cancellation.returnTo ?? app.config.afterUrl);
  if (status === "unknown") return seeOther(unreadPath(app, cancellation));
  return seeOther(`${app.config.basePath}/return?event=${encodeURIComponent(cancellation.eventId)}`);
}

function unreadPath(app: App, { eventId }: Cancellation): string {
  return `${plainPagePath(app.config, eventId)}&unread`;
}
