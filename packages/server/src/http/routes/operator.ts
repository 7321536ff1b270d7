import { html } from "@retent/retentbase/internal";
import type { App } from "../../app.ts";
import { type Cancellation, isUnconfirmed } from "../../cancellation/cancellation.ts";
import { isTest, looksLikeTest } from "../../cancellation/test-customer.ts";
import { dayMs } from "../../day-ms.ts";
import { countedLanes } from "../../outbox/row.ts";
import { confirmPage } from "../../pages/operator/confirm-page.ts";
import { eventPage } from "../../pages/operator/event-page.ts";
import { shownDays } from "../../pages/operator/last-days.ts";
import {
  type OperatorAction,
  operatorLayout,
  operatorPath,
  viewPath,
} from "../../pages/operator/operator-layout.ts";
import { outboxPage } from "../../pages/operator/outbox-page.ts";
import { overviewPage } from "../../pages/operator/overview-page.ts";
import { countReasons } from "../../statistics/count-reasons.ts";
import { checkOperator } from "../check-operator.ts";
import { listFailed } from "../failed-events.ts";
import { page, seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";
import { loadOperatorDecisions, loadOperatorDeclarations } from "./load-operator-declarations.ts";
import { showCustomer } from "./operator-customer.ts";
import { confirmErasure, sendExport } from "./operator-customer-data.ts";
import { exportList } from "./operator-export.ts";
import { showList } from "./operator-lists.ts";

/** So many rows of each kind are on one page. */
const maxRows = 100;
/** So many cancellations are on the first page. */
const latestRows = 8;
/** So many cancellations are looked at for their reasons. */
const maxReasons = 500;

/** `GET {base}/admin`: an overview, lists, one customer or one cancellation; for the operator alone. */
export async function getOperatorPage(context: RouteContext): Promise<Response> {
  await checkOperator(context);
  const { searchParams } = context.url;
  const eventId = searchParams.get("event");
  const userId = searchParams.get("user");
  const step = searchParams.get("confirm");
  const view = searchParams.get("view");
  const declarationId = searchParams.get("declaration");
  if (step === "retry" || (step === "close" && eventId)) return showConfirmation(context, step, eventId);
  if (declarationId && (step === "match" || step === "reject")) {
    const { confirmMatch, confirmRejection } = await loadOperatorDecisions(context);
    return (step === "match" ? confirmMatch : confirmRejection)(context, declarationId);
  }
  if (eventId !== null) return showEvent(context, eventId.trim());
  if (userId && step === "erase") return confirmErasure(context, userId);
  if (userId && view === "export") return sendExport(context, userId);
  if (userId) return showCustomer(context, userId);
  if (view === "cancellations")
    return searchParams.get("format") === "csv" ? exportList(context) : showList(context);
  if (declarationId || view === "declarations") {
    const { showDeclaration, showDeclarations } = await loadOperatorDeclarations(context);
    const action = readAction(context.url);
    return declarationId
      ? showDeclaration(context, declarationId, action)
      : showDeclarations(context, action);
  }
  return view === "outbox" ? showOutbox(context) : showOverview(context);
}

async function showOverview({ app, lanes, url }: RouteContext): Promise<Response> {
  const { store, upstreamHealth, now, isHealthToken } = app.services;
  const { environment } = app.config;
  const to = now();
  const from = Math.floor(to / dayMs) * dayMs - (shownDays - 1) * dayMs;
  const [counts, queued, toEnd, statistics, latest, recent, failed] = await Promise.all([
    store.count(countedLanes),
    store.list({ state: "queued", lanes: countedLanes, limit: maxRows }),
    listToEnd(app),
    store.readStatistics?.({ environment, from: to - (2 * shownDays - 1) * dayMs, to }),
    store.listCancellations?.({ limit: latestRows }),
    store.listCancellations?.({ from, limit: maxReasons }),
    listFailed(app),
  ]);
  const view = {
    counts,
    failing: queued.filter(({ attempts }) => attempts > 0).length,
    toEnd: toEnd.length,
    faults: upstreamHealth.faults(),
    isPaused: lanes.deliveries.isPaused(),
    statistics,
    latest,
    reasons: recent && {
      counts: countReasons(recent, environment),
      limit: recent.length === maxReasons ? maxReasons : undefined,
    },
    failed,
    isNew: latest !== undefined && (await isNew(app, latest)),
    hasDeepHealth: isHealthToken !== undefined,
    action: readAction(url),
  };
  return page(overviewPage(app.config, view, to));
}

/** Whether no customer has started a cancellation yet. Figures outlive the cancellations, which are pruned. */
async function isNew({ config, services }: App, latest: readonly Cancellation[]): Promise<boolean> {
  if (latest.length === latestRows || !latest.every(looksLikeTest)) return false;
  const { environment, retentionDays } = config;
  const pruned = { environment, from: 0, to: services.now() - retentionDays * dayMs };
  return ((await services.store.readStatistics?.(pruned)) ?? []).length === 0;
}

/** The cancellations that a person has to end; for a test there is nothing to end. */
async function listToEnd(app: App): Promise<Cancellation[]> {
  if (app.config.whoEnds.isAutomatic) return [];
  const unconfirmed = await app.services.store.listUnconfirmed(maxRows);
  const tests = await Promise.all(unconfirmed.map((each) => isTest(app, each)));
  return unconfirmed.filter((_, index) => !tests[index]);
}

async function showOutbox({ app, url }: RouteContext): Promise<Response> {
  const { store } = app.services;
  const [counts, sessions, dead, queued, setAside, toEnd] = await Promise.all([
    store.count(countedLanes),
    store.count(["sessions"]),
    store.list({ state: "dead", limit: maxRows }),
    store.list({ state: "queued", lanes: countedLanes, limit: maxRows }),
    store.list({ state: "set_aside", limit: maxRows }),
    listToEnd(app),
  ]);
  const ids = [...dead, ...queued, ...setAside].map(({ eventId }) => eventId);
  const cancellations = await store.findMany([...new Set(ids)]);
  const lists = { dead, queued, setAside, toEnd, cancellations };
  const view = { counts, lookUps: sessions.queued, ...lists, action: readAction(url) };
  return page(outboxPage(app.config, view));
}

async function showEvent({ app, url }: RouteContext, eventId: string): Promise<Response> {
  const { store } = app.services;
  const [cancellation] = await store.findByEvent(eventId);
  if (!cancellation) {
    const declaration = await store.findDeclaration?.(eventId);
    if (declaration) return seeOther(operatorPath(app.config, { declaration: eventId }));
    const content = html`<p>There is no cancellation <bdi>${eventId}</bdi>, or not any more.</p>
<div class="actions"><a href="${viewPath(app.config, "cancellations")}">All cancellations</a></div>`;
    return page(operatorLayout(app.config, { title: "Not found", view: "cancellations", content }), 404);
  }
  const rows = await store.listByEvent(cancellation.eventId);
  const withWords = url.searchParams.has("words");
  const isToEnd =
    !app.config.whoEnds.isAutomatic && isUnconfirmed(cancellation) && !(await isTest(app, cancellation));
  const view = { cancellation, rows, withWords, isToEnd, action: readAction(url) };
  return page(eventPage(app.config, view, app.services.now()));
}

async function showConfirmation(
  { app }: RouteContext,
  step: "retry" | "close",
  eventId: string | null,
): Promise<Response> {
  const { store } = app.services;
  const rows =
    eventId === null ? await store.list({ state: "dead", limit: maxRows }) : await store.listByEvent(eventId);
  const ids = eventId === null ? rows.map((row) => row.eventId) : [eventId];
  const cancellations = await store.findMany([...new Set(ids)]);
  const { dead } = await store.count();
  const view = { step, eventId: eventId ?? undefined, cancellations, rows, dead };
  return page(confirmPage(app.config, view));
}

/** What our own redirect says; anything else is ignored. */
function readAction({ searchParams }: URL): OperatorAction | undefined {
  for (const name of ["queued", "set_aside", "ended", "erased", "matched", "rejected"] as const) {
    const count = searchParams.get(name) ?? "";
    if (/^\d{1,9}$/.test(count)) return { name, count: Number(count) };
  }
  return undefined;
}
