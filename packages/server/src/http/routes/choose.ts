import type { App } from "../../app.ts";
import { type Cancellation, isChosen } from "../../cancellation/cancellation.ts";
import { makeLink } from "../../cancellation/make-link.ts";
import { createPass, readPass } from "../../cancellation/page-pass.ts";
import { type ChooseQuery, toPath } from "../../cancellation/page-paths.ts";
import { startCancellation } from "../../cancellation/start.ts";
import { type ChosenSubscription, saveChoice } from "../../cancellation/subscription-choice.ts";
import { readList, signList } from "../../cancellation/subscription-list.ts";
import type { Customer } from "../../customer.ts";
import { parsePreset } from "../../law-preset.ts";
import { abbreviate } from "../../pages/abbreviate.ts";
import { choosePage } from "../../pages/choose-page.ts";
import { findLanguage } from "../../pages/languages.ts";
import { countOrRefuse } from "../../rate-limits.ts";
import type { FallbackReason } from "../../retent-event.ts";
import { cancellationCookies, keepLanguage } from "../cookies.ts";
import { findCancellationCustomer, findChoice } from "../find-choice.ts";
import { findContact } from "../find-contact.ts";
import { requireCustomer } from "../identify.ts";
import { checkOrigin } from "../origin.ts";
import { findOtherName } from "../other-name.ts";
import { page, seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";
import { findForSender } from "../sender-cancellation.ts";

/** `GET {base}/choose`: which of several subscriptions is to end. */
export async function getChoose(context: RouteContext): Promise<Response> {
  const { app, url } = context;
  const query = toQuery(Object.fromEntries(url.searchParams));
  const { cancellation, customer } = await findChooser(context, query);
  if (cancellation?.decision) return seeOther(toPlainPage(app, query));
  const choice = await findChoice(context, customer);
  if (!choice.isOpen) return seeOther(toPlainPage(app, query));
  const response = await showChoice(context, query, { ...choice, customer, cancellation });
  return keepLanguage(app, response, query.lang);
}

/** `POST {base}/choose`: keeps what was chosen, then leads to the hosted page, or to the plain one. */
export async function postChoose(context: RouteContext): Promise<Response> {
  const { app, request } = context;
  checkOrigin(app, request, { mayBeTwin: true });
  const names = ["event", "pass", "mode", "subscription", "list"] as const;
  const { fields } = await context.readBody(["form"], names);
  const query = toQuery(fields);
  const { cancellation, customer } = await findChooser(context, query);
  if (cancellation?.decision) return seeOther(toPlainPage(app, query));
  const owner = { eventId: cancellation?.eventId ?? "", userId: customer.userId };
  const list = await readList(app, owner, fields.list);
  const choice = await findChoice(context, customer, { wish: fields.subscription, list });
  if (choice.isOpen)
    return showChoice(context, query, { ...choice, customer, cancellation, isMissing: true });

  // A result would come back to a host name that gets no cookie of this one.
  const isDirect = query.mode === "direct" || query.preset !== undefined || findOtherName(app, request);
  const mode = isDirect ? "direct" : "redirect";
  const { limiters } = app.services;
  await countOrRefuse(app.services, isDirect ? limiters.confirmations : limiters.links, customer.userId);
  const next =
    (cancellation && (await goOn(app, cancellation, choice.subscription, mode))) ??
    (await startNext(context, customer, cancellation, choice.subscription, mode));
  const { eventId } = next.cancellation;
  const isByPass = cancellation && (await readPass(app.services, cancellation, query.pass)) !== undefined;
  const pass = isByPass ? await createPass(app.services, next.cancellation, "identity") : undefined;
  const response = seeOther(
    next.hostedUrl ?? toPlainPage(app, { ...query, event: eventId, pass }, next.fallback),
  );
  for (const cookie of next.cookies) response.headers.append("set-cookie", cookie);
  return keepLanguage(app, response, query.lang);
}

function toQuery(given: Record<string, string | undefined>): ChooseQuery {
  const { event, mode, pass } = given;
  return {
    event,
    mode: mode === "direct" ? mode : undefined,
    preset: parsePreset(given.preset),
    lang: findLanguage(given.lang),
    pass,
  };
}

/** Who chooses, and the cancellation that it is for, if one has begun. */
async function findChooser(
  context: RouteContext,
  { event, pass }: ChooseQuery,
): Promise<{ cancellation: Cancellation | undefined; customer: Customer }> {
  const cancellation = event ? await findForSender(context, event, { pass, purpose: "choose" }) : undefined;
  const customer = cancellation
    ? await findCancellationCustomer(context, cancellation)
    : await requireCustomer(context);
  return { cancellation, customer };
}

interface Shown {
  subscriptions: readonly ChosenSubscription[];
  customer: Customer;
  cancellation: Cancellation | undefined;
  isMissing?: boolean;
}

async function showChoice(
  context: RouteContext,
  query: ChooseQuery,
  { subscriptions, customer, cancellation, isMissing = false }: Shown,
): Promise<Response> {
  const { app } = context;
  const owner = { eventId: cancellation?.eventId ?? "", userId: customer.userId };
  const list = await signList(app, owner, subscriptions);
  return page(
    choosePage(app.config, await context.wording(), {
      subscriptions,
      chosen: cancellation?.subscription ?? null,
      account: customer.accountName ?? abbreviate(customer.userId),
      fields: { ...query, event: cancellation?.eventId, list },
      returnTo: cancellation?.returnTo ?? app.config.afterUrl,
      hostedOrigin: new URL(app.config.cancelUrl).origin,
      isMissing,
    }),
    isMissing ? 400 : 200,
  );
}

/** Where the customer goes on to, and the cookies that bind it if it begins here. */
interface Next {
  cancellation: Cancellation;
  hostedUrl: string | null;
  fallback: FallbackReason | null;
  cookies: string[];
}

/**
 * Goes on with a cancellation. Undefined if it has led to a hosted page about another subscription, which may
 * be answered in another tab, or if another request was faster: then one more begins.
 */
async function goOn(
  app: App,
  cancellation: Cancellation,
  chosen: ChosenSubscription | null,
  mode: "redirect" | "direct",
): Promise<Next | undefined> {
  if (isChosen(cancellation) && cancellation.sessionId !== null) return undefined;
  const facts = {
    ...cancellation,
    subscription: chosen?.id ?? null,
    subscriptionLabel: chosen?.label ?? null,
  };
  const link = mode === "redirect" ? await makeLink(app, facts) : undefined;
  const saved = await saveChoice(app, cancellation, chosen, link?.hostedUrl ? link : cancellation);
  if (!saved) return undefined;
  return {
    cancellation: saved,
    hostedUrl: link?.hostedUrl ?? null,
    fallback: link?.fallback ?? null,
    cookies: [],
  };
}

async function startNext(
  context: RouteContext,
  customer: Customer,
  before: Cancellation | undefined,
  subscription: ChosenSubscription | null,
  mode: "redirect" | "direct",
): Promise<Next> {
  const { app, request } = context;
  const { cancellation, isNew, binding, hostedUrl, fallback } = await startCancellation(app, {
    customer: before?.metadata ? { ...customer, metadata: before.metadata } : customer,
    returnTo: before?.returnTo ?? null,
    mode,
    subscription,
    contact: before?.contact ?? (await findContact(context, customer)),
  });
  if (!isNew) throw new Error("newId made an event id that is taken");
  const cookies = cancellationCookies(app, request, cancellation.eventId, binding);
  return { cancellation, hostedUrl, fallback, cookies };
}

function toPlainPage(
  { config: { basePath } }: App,
  { event, preset, lang, pass }: ChooseQuery,
  fallback?: FallbackReason | null,
): string {
  return toPath(`${basePath}/cancel`, { event, preset, lang, pass, fallback: fallback ?? undefined });
}
