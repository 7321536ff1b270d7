import type { App } from "../../app.ts";
import { type Cancellation, isChosen } from "../../cancellation/cancellation.ts";
import { createPageEventId, eventIdPattern, findPageOwner } from "../../cancellation/page-event-id.ts";
import { readPass, withPass } from "../../cancellation/page-pass.ts";
import { choosePath, plainPagePath } from "../../cancellation/page-paths.ts";
import { mergeSessions } from "../../cancellation/session-cancellations.ts";
import { startCancellation } from "../../cancellation/start.ts";
import { type Choice, type ChosenSubscription, saveChoice } from "../../cancellation/subscription-choice.ts";
import { readList, signList } from "../../cancellation/subscription-list.ts";
import { takeDecision } from "../../cancellation/take-decision.ts";
import { RetentError } from "../../errors.ts";
import { type Preset, parsePreset, withdrawalReason } from "../../law-preset.ts";
import { abbreviate } from "../../pages/abbreviate.ts";
import { findLanguage } from "../../pages/languages.ts";
import { plainPage } from "../../pages/plain-page.ts";
import { countOrRefuse } from "../../rate-limits.ts";
import { cancellationCookies, keepLanguage } from "../cookies.ts";
import { findCancellationCustomer, findChoice, findTerms } from "../find-choice.ts";
import { findContact } from "../find-contact.ts";
import { nameAccount, requireCustomer } from "../identify.ts";
import { checkOrigin } from "../origin.ts";
import { findOwnCancellations, isStartedHere } from "../own-cancellations.ts";
import type { Body } from "../request-body.ts";
import { page, seeOther } from "../responses.ts";
import { checkReturnTo, findReferrer } from "../return-to.ts";
import type { RouteContext } from "../route.ts";
import { findForSender, notYours } from "../sender-cancellation.ts";
import { showReceipt } from "../show-receipt.ts";

/** `GET {base}/cancel`: the plain page, and after it was confirmed the receipt. */
export async function getCancel(context: RouteContext): Promise<Response> {
  const response = (await withoutPass(context)) ?? (await showPage(context));
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

async function showPage(context: RouteContext): Promise<Response> {
  const { app, url } = context;
  const eventId = url.searchParams.get("event");
  const pass = url.searchParams.get("pass");
  const preset = parsePreset(url.searchParams.get("preset"));
  if (preset && app.config.declarations?.presets.has(preset)) return showDeclared(context, preset);
  const cancellation =
    eventId === null ? await findLeftOpen(context) : await findForSender(context, eventId, { pass, preset });
  if (!cancellation) return showNewPage(context);
  const wording = await context.wording();
  const receipt = await showReceipt(context, cancellation, wording);
  if (receipt) return receipt;
  const choice = await findMissingChoice(context, cancellation, {
    wish: url.searchParams.get("subscription"),
  });
  if (choice.isOpen) return toChoosePage(context, cancellation.eventId);
  const { subscription, isOnly } = choice;
  const { context: about, returnTo, subscriptionLabel } = cancellation;
  return page(
    plainPage(app.config, wording, {
      note: noteOn(url),
      eventId: cancellation.eventId,
      subject: subscriptionLabel ?? subscription?.label ?? about?.plan,
      terms: subscription ? { ...subscription, isOnly } : await findTerms(context, cancellation),
      account: await nameAccount(context, cancellation.userId),
      choice: await signChoice(app, cancellation, subscription),
      cancellation,
      pass,
      returnTo: returnTo ?? app.config.afterUrl,
      now: app.services.now(),
    }),
  );
}

/** The page that a law prescribes takes the place of the plain page, until the customer has decided. */
async function showDeclared(context: RouteContext, preset: Preset): Promise<Response> {
  const { app, url } = context;
  const event = url.searchParams.get("event");
  const pass = url.searchParams.get("pass");
  const known = event === null ? undefined : await app.services.store.find(event);
  if (known?.decision) {
    const cancellation = await findForSender(context, known.eventId, { pass, preset });
    const receipt = cancellation && (await showReceipt(context, cancellation, await context.wording()));
    if (receipt) return receipt;
  }
  return (await import("../declaration-form.ts")).showNewForm(context, preset, event);
}

/** The page that begins a cancellation when it is posted. */
async function showNewPage(context: RouteContext): Promise<Response> {
  const { app, request, url } = context;
  const customer = await requireCustomer(context).catch((error: unknown) => {
    // Where tokens say who a customer is, this link is for pages whose script does not run.
    const isRefused = error instanceof RetentError && error.code === "not_identified";
    if (app.services.identityVerifier && isRefused)
      // Any visitor comes here like this, so that the log does not tell of it.
      app.services.refusals.note({ type: "identity_refused", reason: "link_without_token" });
    throw error;
  });
  const choice = await findChoice(context, customer, { wish: url.searchParams.get("subscription") });
  if (choice.isOpen) return toChoosePage(context);
  const { subscription, isOnly } = choice;
  const { userId } = customer;
  const eventId = await createPageEventId(app.services, userId);
  return page(
    plainPage(app.config, await context.wording(), {
      eventId,
      subject: subscription?.label ?? customer.context?.plan,
      terms: subscription && { ...subscription, isOnly },
      account: customer.accountName ?? abbreviate(userId),
      choice: await signChoice(app, { eventId, userId }, subscription),
      // The form brings it back: its own referrer is this page.
      returnTo: checkReturnTo(app, findReferrer(app, request)) ?? app.config.afterUrl,
      now: app.services.now(),
    }),
  );
}

/** Which subscription a cancellation is about that says nothing of it yet; nothing is asked once it is decided. */
async function findMissingChoice(
  context: RouteContext,
  cancellation: Cancellation,
  asked: Parameters<typeof findChoice>[2],
): Promise<Choice> {
  if (cancellation.decision || isChosen(cancellation))
    return { isOpen: false, subscription: null, isOnly: false };
  return findChoice(context, await findCancellationCustomer(context, cancellation), asked);
}

/** What the form brings back of the subscription that the page names. */
async function signChoice(
  app: App,
  owner: Pick<Cancellation, "eventId" | "userId">,
  subscription: ChosenSubscription | null,
): Promise<{ subscription: string; list: string | undefined } | undefined> {
  if (!subscription) return undefined;
  return { subscription: subscription.id, list: await signList(app, owner, [subscription]) };
}

function toChoosePage({ app, url: { searchParams } }: RouteContext, event?: string): Response {
  const query = {
    event,
    pass: (event && searchParams.get("pass")) || undefined,
    mode: "direct",
    preset: parsePreset(searchParams.get("preset")),
    lang: findLanguage(searchParams.get("lang")),
  } as const;
  return seeOther(choosePath(app.config, query));
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
function noteOn({ searchParams }: URL): "unread" | "fallback" | undefined {
  if (searchParams.has("unread")) return "unread";
  return searchParams.has("fallback") ? "fallback" : undefined;
}

/**
 * `POST {base}/cancel`: the confirmation. Posting it twice is the same as once, for the page carries the
 * event id.
 */
export async function postCancel(context: RouteContext): Promise<Response> {
  const { app, lanes, request } = context;
  checkOrigin(app, request, { mayBeTwin: true });
  const { fields } = await context.readBody(["form"], ["event", "pass", "subscription", "list", "returnTo"]);
  const { pass } = fields;
  const preset = parsePreset(fields.preset);
  const found = await findOrStart(context, fields, preset);
  const lang = findLanguage(fields.lang);
  if (!found)
    return seeOther(choosePath(app.config, { event: fields.event, mode: "direct", preset, lang, pass }));
  const { cancellation, cookies } = found;
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
 * this post. Undefined if the customer has to choose a subscription first.
 */
async function findOrStart(
  context: RouteContext,
  fields: Body<"event" | "pass" | "subscription" | "list" | "returnTo">["fields"],
  preset: Preset | undefined,
): Promise<{ cancellation: Cancellation; cookies: string[] } | undefined> {
  const { app, request } = context;
  const { event: postedId = "", pass, subscription: wish } = fields;
  const known = await findForSender(context, postedId, { pass, preset });
  if (known) {
    const list = await readList(app, known, fields.list);
    const choice = await findMissingChoice(context, known, { wish, list });
    if (choice.isOpen) return undefined;
    return { cancellation: await keepChoice(app, known, choice.subscription), cookies: [] };
  }
  const customer = await requireCustomer(context);
  const owner = await findPageOwner(app.services, postedId, customer.userId);
  if (owner === "foreign") throw notYours();
  if (owner === "none" && !eventIdPattern.test(postedId))
    throw new RetentError("invalid_request", "The form is incomplete. Open the page again.");
  const list = await readList(app, { eventId: postedId, userId: customer.userId }, fields.list);
  const choice = await findChoice(context, customer, { wish, list });
  if (choice.isOpen) return undefined;
  await countOrRefuse(app.services, app.services.limiters.confirmations, customer.userId);
  const eventId = owner === "own" ? postedId : await createPageEventId(app.services, customer.userId);
  const { subscription } = choice;
  const started = await startCancellation(app, {
    customer,
    returnTo: checkReturnTo(app, fields.returnTo),
    mode: "direct",
    subscription,
    contact: await findContact(context, customer),
    eventId,
  });
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

async function keepChoice(
  app: App,
  cancellation: Cancellation,
  subscription: ChosenSubscription | null,
): Promise<Cancellation> {
  if (!subscription) return cancellation;
  const saved = await saveChoice(app, cancellation, subscription);
  // A second click was faster.
  return saved ?? (await app.services.store.find(cancellation.eventId)) ?? cancellation;
}
