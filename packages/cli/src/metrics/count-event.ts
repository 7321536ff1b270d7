import type { RetentEvent } from "@retent/server";
import type { Figures } from "./figures.ts";

/** Counts what happens. Reasons and sources are words of our own, of which there are few. */
export function countEvent(figures: Figures, event: RetentEvent): void {
  switch (event.type) {
    case "link_created":
      figures.links.inc();
      figures.linkSeconds.observe({ result: "made" }, event.durationMs / 1000);
      break;
    case "link_failed":
      figures.fallbacks.inc({ reason: event.fallback });
      figures.linkSeconds.observe({ result: event.fallback }, event.durationMs / 1000);
      break;
    case "result_accepted":
      figures.results.inc({ outcome: event.outcome, source: event.source });
      break;
    case "result_refused":
      figures.refusedResults.inc({ reason: event.reason });
      break;
    case "identity_refused":
      figures.refusedIdentities.inc({ reason: event.reason });
      break;
    case "settled":
      figures.settled.inc({ outcome: event.outcome });
      break;
    case "billing_failed":
      figures.billingFailures.inc();
      break;
    case "billing_event":
      figures.billingEvents.inc({ type: typeLabel(event.name), result: event.isNew ? "taken" : "repeated" });
      break;
    case "billing_event_ignored":
      figures.billingEvents.inc({ type: "none", result: "ignored" });
      break;
    case "billing_event_refused":
      figures.billingEvents.inc({ type: "none", result: "refused" });
      break;
    case "delivered":
    case "delivery_failed":
      figures.answers.inc({ status: statusLabel(event.status) });
      break;
    case "delivery_dead":
      figures.answers.inc({ status: statusLabel(event.status) });
      figures.dead.inc({ kind: event.kind });
      break;
    case "outbox_paused":
      figures.answers.inc({ status: statusLabel(event.status) });
      figures.paused.set(1);
      break;
    case "outbox_resumed":
      figures.paused.set(0);
      break;
    case "notification_sent":
      figures.notifications.inc({ type: event.about, result: "sent" });
      break;
    case "notification_failed":
      figures.notifications.inc({ type: event.about, result: "failed" });
      break;
    case "notification_dead":
      figures.notifications.inc({ type: event.about, result: "dead" });
      figures.dead.inc({ kind: "notify" });
      break;
    case "request_failed":
      figures.faults.inc();
      break;
    case "answered": {
      const labels = { route: event.route ?? "(none)", status: statusLabel(event.status) };
      figures.requestSeconds.observe(labels, event.durationMs / 1000);
    }
  }
}

/** What a message is about: the types themselves are Stripe's to add to. */
function typeLabel(name: string): string {
  return /^(checkout\.session|customer\.subscription|invoice)\./.exec(name)?.[1] ?? "other";
}

/** The statuses that RetentBase and we document; of others the class. */
const known = new Set([200, 303, 400, 401, 402, 403, 404, 405, 409, 413, 415, 429, 500, 503]);

function statusLabel(status: number | undefined): string {
  if (status === undefined) return "none";
  return known.has(status) ? String(status) : `${Math.floor(status / 100)}xx`;
}
