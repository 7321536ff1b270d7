import { RetentError } from "../../errors.ts";
import { laneOf } from "../../outbox/row.ts";
import { html } from "../../pages/html.ts";
import { eventPage } from "../../pages/operator/event-page.ts";
import { type DoneJustNow, operatorLayout, operatorPath } from "../../pages/operator/operator-layout.ts";
import { outboxPage } from "../../pages/operator/outbox-page.ts";
import { checkOperator } from "../operator.ts";
import { page, seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** So many rows of each kind are on one page. */
const maxRows = 100;

/** Looking up flows that nobody came back from is work for later. */
const lanes = [...new Set(Object.values(laneOf))].filter((lane) => lane !== "sessions");

/** `GET {base}/admin`: what waits and what was given up, or one cancellation's life; for the operator alone. */
export async function getOperatorPage(context: RouteContext): Promise<Response> {
  await checkOperator(context);
  const eventId = context.url.searchParams.get("event");
  return eventId === null ? showOutbox(context) : showEvent(context, eventId.trim());
}

async function showOutbox({ app, url }: RouteContext): Promise<Response> {
  const { store, upstreamHealth } = app.services;
  const [counts, sessions, dead, queued, setAside] = await Promise.all([
    store.count(lanes),
    store.count(["sessions"]),
    store.list({ state: "dead", limit: maxRows }),
    store.list({ state: "queued", lanes, limit: maxRows }),
    store.list({ state: "set_aside", limit: maxRows }),
  ]);
  const view = { counts, lookUps: sessions.queued, dead, queued, setAside, doneJustNow: readDone(url) };
  const faults = upstreamHealth.faults();
  return page(outboxPage(app.config, { ...view, faults, isPaused: upstreamHealth.isPaused() }));
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
  return page(eventPage(app.config, { cancellation, rows, withWords, doneJustNow: readDone(url) }));
}

/** What our own redirect says; anything else is nobody's count. */
function readDone({ searchParams }: URL): DoneJustNow | undefined {
  for (const what of ["queued", "set_aside"] as const) {
    const count = searchParams.get(what) ?? "";
    if (/^\d{1,9}$/.test(count)) return { what, count: Number(count) };
  }
  return undefined;
}

/** `POST {base}/admin`: sends what was given up again, of one event or all of it, or sets that of one event aside. */
export async function postOperatorPage(context: RouteContext): Promise<Response> {
  const { app, lanes } = context;
  await checkOperator(context);
  checkOwnOrigin(context);
  const { fields } = await context.readBody(["form"], ["do", "event"]);
  const eventId = fields.event;
  const { store, now } = app.services;
  if (eventId === undefined && fields.do === "set_aside")
    throw new RetentError("invalid_request", "Name the event whose rows are to be set aside.");
  if (eventId === undefined) {
    const queued = String(await store.requeue(now()));
    lanes.wake();
    return seeOther(operatorPath(app.config, { queued }));
  }
  if (fields.do === "set_aside") {
    const count = String(await store.setAside(now(), [eventId]));
    return seeOther(operatorPath(app.config, { event: eventId, set_aside: count }));
  }
  const queued = String(await store.requeue(now(), [eventId]));
  lanes.wake();
  return seeOther(operatorPath(app.config, { event: eventId, queued }));
}

/**
 * Credentials travel by themselves with whatever a page of another site posts, also of one that may carry the button. Who sends
 * neither header is no browser.
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
