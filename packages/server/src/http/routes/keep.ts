import { type Cancellation, isEnding, isKeepable } from "../../cancellation/cancellation.ts";
import { type ChooseQuery, keepPath } from "../../cancellation/page-paths.ts";
import { toChoice } from "../../cancellation/subscription-choice.ts";
import { takeDecision } from "../../cancellation/take-decision.ts";
import { parsePreset } from "../../law-preset.ts";
import { abbreviate } from "../../pages/abbreviate.ts";
import { keepPage, type NothingToKeep, nothingToKeepPage } from "../../pages/keep-page.ts";
import { findLanguage } from "../../pages/languages.ts";
import type { Decided } from "../../pages/return-page.ts";
import { countOrRefuse } from "../../rate-limits.ts";
import { keepLanguage } from "../cookies.ts";
import { findTerms, listForCustomer } from "../find-choice.ts";
import { findSender, nameAccount, requireCustomer } from "../identify.ts";
import { checkOrigin } from "../origin.ts";
import { findOwnCancellations } from "../own-cancellations.ts";
import { page, seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";
import { findForSender } from "../sender-cancellation.ts";

/** `GET {base}/keep`: takes a cancellation back that has not ended anything yet, and says what became of it. */
export async function getKeep(context: RouteContext): Promise<Response> {
  const query = toQuery(Object.fromEntries(context.url.searchParams));
  const response = await showKeep(context, query, await findCancellation(context, query));
  return keepLanguage(context.app, response, query.lang);
}

/** `POST {base}/keep`: the customer stays after all. Posting it twice is the same as once. */
export async function postKeep(context: RouteContext): Promise<Response> {
  const { app, lanes, request } = context;
  checkOrigin(app, request, { mayBeTwin: true });
  const { fields } = await context.readBody(["form"], ["event", "pass"]);
  const query = toQuery(fields);
  const cancellation = await findCancellation(context, query);
  if (!cancellation) return showKeep(context, query, undefined);
  const { now, limiters } = app.services;
  if (isKeepable(cancellation, app.config, now())) {
    await countOrRefuse(app.services, limiters.keeps, cancellation.userId);
    const { reasonKey, reasonText, decidedAtMs } = cancellation.decision;
    await takeDecision(app, lanes, cancellation, {
      outcome: "recovered",
      source: "keep_page",
      tokenId: null,
      // RetentBase's clock may be ahead: a customer who confirms here has seen what came before.
      decidedAtMs: Math.max(now(), decidedAtMs),
      // Why the customer wanted to leave stays true.
      reasonKey,
      reasonText,
      offer: null,
    });
  }
  return seeOther(keepPath(app.config, { ...query, event: cancellation.eventId }));
}

type KeepQuery = Omit<ChooseQuery, "mode">;

function toQuery({ event, pass, ...given }: Record<string, string | undefined>): KeepQuery {
  return { event, pass, preset: parsePreset(given.preset), lang: findLanguage(given.lang) };
}

/** The customer's own cancellation that is named, else the latest one that can be taken back. */
async function findCancellation(
  context: RouteContext,
  { event, pass }: KeepQuery,
): Promise<Decided | undefined> {
  if (!event) return findLatest(context);
  const cancellation = await findForSender(context, event, { pass, purpose: "keep" });
  if (!cancellation) await requireCustomer(context);
  return cancellation && isDecided(cancellation) ? cancellation : undefined;
}

async function findLatest(context: RouteContext): Promise<Decided | undefined> {
  const { config, services } = context.app;
  const sender = await findSender(context);
  const own = sender ? await listByUser(context, sender.userId) : await findOwnCancellations(context);
  if (!sender && own.length === 0) await requireCustomer(context);
  return own
    .filter(isDecided)
    .filter((each) => isKeepable(each, config, services.now()))
    .toSorted((a, b) => b.decision.decidedAtMs - a.decision.decidedAtMs)[0];
}

async function listByUser({ app }: RouteContext, userId: string): Promise<Cancellation[]> {
  const { environment } = app.config;
  const ids = { environment, userId, customer: null, subscription: null };
  const found = await app.services.store.findByBilling(ids);
  return found.filter((each) => each.userId === userId);
}

function isDecided(cancellation: Cancellation): cancellation is Decided {
  return cancellation.decision !== null;
}

async function showKeep(
  context: RouteContext,
  { pass, preset, lang }: KeepQuery,
  cancellation: Decided | undefined,
): Promise<Response> {
  const { config, services } = context.app;
  const wording = await context.wording();
  if (!cancellation)
    return page(nothingToKeepPage(config, wording, await findOwner(context), services.now()));
  const [account, terms] = await Promise.all([
    nameAccount(context, cancellation.userId),
    findTerms(context, cancellation),
  ]);
  const fields = { pass, preset, lang };
  return page(keepPage(config, wording, { cancellation, fields, account, terms, now: services.now() }));
}

/** Whom the page speaks to where nothing can be taken back, and how the subscription stands if it is the only one. */
async function findOwner(context: RouteContext): Promise<NothingToKeep> {
  const customer = await requireCustomer(context).catch(() => undefined);
  if (!customer) {
    const [own] = await findOwnCancellations(context);
    return { account: own && abbreviate(own.userId), subject: undefined };
  }
  const listed = await listForCustomer(context, customer);
  const choice = toChoice(listed, undefined, customer.context?.plan);
  const account = customer.accountName ?? abbreviate(customer.userId);
  if (choice.isOpen) return { account, subject: undefined };
  const { subscription: only } = choice;
  const [left] = (await listByUser(context, customer.userId))
    .filter(isDecided)
    .filter(({ decision }) => decision.outcome === "churned")
    .filter(({ subscription }) => !only || subscription === null || subscription === only.id)
    .toSorted((a, b) => b.decision.decidedAtMs - a.decision.decidedAtMs);
  return {
    account,
    // Today's plan is not the one that has ended.
    subject: only?.label ?? (left ? left.subscriptionLabel : customer.context?.plan) ?? undefined,
    // One that billing lists may have been bought since, as may one that nothing lists; one that the customer has left
    // may end any time.
    ...(only
      ? !left && { running: only }
      : left && listed?.length === 0 && isEnding(left.settlement) && { ended: left }),
  };
}
