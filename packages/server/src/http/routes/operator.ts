import { html } from "@retent/retentbase/internal";
import { type Cancellation, isUnconfirmed } from "../../cancellation/cancellation.ts";
import { settleCancellation } from "../../cancellation/settle-by-host.ts";
import { RetentError } from "../../errors.ts";
import { laneByKind } from "../../outbox/row.ts";
import { eventPage } from "../../pages/operator/cancellation-page.ts";
import { type OperatorAction, operatorLayout, operatorPath } from "../../pages/operator/operator-layout.ts";
import { outboxPage } from "../../pages/operator/outbox-page.ts";
import { checkOperator } from "../check-operator.ts";
import { page, seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** So many rows of each kind are on one page. */
const maxRows = 100;

/** Look-ups of cancellations without a return are due later. */
const countedLanes = [...new Set(Object.values(laneByKind))].filter((lane) => lane !== "sessions");

/** `GET {base}/admin`: queued and dead rows, or one cancellation's timeline; for the operator alone. */
export async function getOperatorPage(context: RouteContext): Promise<Response> {
  await checkOperator(context);
  const eventId = context.url.searchParams.get("event");
  return eventId === null ? showOutbox(context) : showEvent(context, eventId.trim());
}

async function showOutbox({ app, lanes, url }: RouteContext): Promise<Response> {
  const { store, upstreamHealth } = app.services;
  const { isAutomatic } = app.config.whoEnds;
  const [counts, sessions, dead, queued, setAside, toEnd] = await Promise.all([
    store.count(countedLanes),
    store.count(["sessions"]),
    store.list({ state: "dead", limit: maxRows }),
    store.list({ state: "queued", lanes: countedLanes, limit: maxRows }),
    store.list({ state: "set_aside", limit: maxRows }),
    isAutomatic ? [] : store.listUnconfirmed(maxRows),
  ]);
  const view = { counts, lookUps: sessions.queued, dead, queued, setAside, toEnd, action: readAction(url) };
  const faults = upstreamHealth.faults();
  return page(outboxPage(app.config, { ...view, faults, isPaused: lanes.deliveries.isPaused() }));
}

async function showEvent({ app, url }: RouteContext, eventId: string): Promise<Response> {
  const { store } = app.services;
  const [cancellation] = await store.findByEvent(eventId);
  if (!cancellation) {
    const content = html`<p>There is no cancellation <bdi>${eventId}</bdi>, or not any more.</p>
<div class="actions"><a href="${operatorPath(app.config)}">Back to the outbox</a></div>`;
    return page(operatorLayout(app.config, "Not found", content), 404);
  }
  const rows = await store.listByEvent(cancellation.eventId);
  const withWords = url.searchParams.has("words");
  const isToEnd = !app.config.whoEnds.isAutomatic && isUnconfirmed(cancellation);
  const view = { cancellation, rows, withWords, isToEnd, action: readAction(url) };
  return page(eventPage(app.config, view, app.services.now()));
}

/** What our own redirect says; anything else is ignored. */
function readAction({ searchParams }: URL): OperatorAction | undefined {
  for (const name of ["queued", "set_aside", "ended"] as const) {
    const count = searchParams.get(name) ?? "";
    if (/^\d{1,9}$/.test(count)) return { name, count: Number(count) };
  }
  return undefined;
}

/**
 * `POST {base}/admin`: queues dead rows again, of one event or all of them; sets those of one event aside; or
 * marks a subscription as ended by hand.
 */
export async function postOperatorPage(context: RouteContext): Promise<Response> {
  const { config } = context.app;
  await checkOperator(context);
  checkOwnOrigin(context);
  const { fields } = await context.readBody(["form"], ["do", "event", "date"]);
  const { event, date } = fields;
  if (fields.do === "set_aside") {
    const count = await setAside(context, event);
    return seeOther(operatorPath(config, { event: event ?? "", set_aside: String(count) }));
  }
  if (fields.do === "ended") {
    const { eventId } = await markAsEnded(context, event, date);
    return seeOther(operatorPath(config, { event: eventId, ended: "1" }));
  }
  const count = await requeue(context, event);
  return seeOther(operatorPath(config, { ...(event !== undefined && { event }), queued: String(count) }));
}

async function requeue({ app, lanes }: RouteContext, event: string | undefined): Promise<number> {
  const { store, now } = app.services;
  const count = await store.requeue(now(), event === undefined ? undefined : [event]);
  lanes.wake();
  return count;
}

async function setAside({ app }: RouteContext, event: string | undefined): Promise<number> {
  if (event === undefined)
    throw new RetentError("invalid_request", "Name the event whose rows are to be set aside.");
  return app.services.store.setAside(app.services.now(), [event]);
}

/** The operator says what billing would: from which date on the subscription is over. */
async function markAsEnded({ app, lanes }: RouteContext, event = "", date = ""): Promise<Cancellation> {
  const endsAt = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(endsAt.getTime()) || endsAt.toISOString().slice(0, 10) !== date)
    throw new RetentError("invalid_request", "Give the date on which the subscription ends, as 2026-03-31.");
  const [found] = await app.services.store.findByEvent(event);
  if (!found || !isUnconfirmed(found))
    throw new RetentError("invalid_request", "Name a cancellation that billing has not confirmed.");
  const answer = { outcome: "churned", effectiveAt: endsAt } as const;
  const { cancellation } = await settleCancellation(app, found.eventId, answer, {
    revision: found.revision,
  });
  lanes.wake();
  return cancellation;
}

/**
 * The browser attaches credentials to cross-site posts automatically (CSRF), also to those of a page that may
 * carry the button. A request with neither header is not a browser's.
 */
function checkOwnOrigin({ app, request }: RouteContext): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isOwn =
    site === null
      ? origin === null || origin === new URL(app.config.publicUrl).origin
      : site === "same-origin";
  if (!isOwn) throw new RetentError("origin_not_allowed", "Send this from the operator's page itself.");
}
