import type { RetentEvent } from "@retent/server";
import type { Instruments } from "./instruments.ts";

/** Counts an event. Reasons and sources are safe as labels: the server defines a small set of them. */
export function countEvent(instruments: Instruments, event: RetentEvent): void {
  switch (event.type) {
    case "link_created":
      instruments.links.inc();
      instruments.linkSeconds.observe({ result: "made" }, event.durationMs / 1000);
      break;
    case "link_failed":
      instruments.fallbacks.inc({ reason: event.fallback });
      instruments.linkSeconds.observe({ result: event.fallback }, event.durationMs / 1000);
      break;
    case "result_accepted":
      instruments.results.inc({ outcome: event.outcome, source: event.source });
      break;
    case "result_refused":
      instruments.refusedResults.inc({ reason: event.reason });
      break;
    case "identity_refused":
      instruments.refusedIdentities.inc({ reason: event.reason });
      break;
    case "settled":
      instruments.settled.inc({ outcome: event.outcome });
      break;
    case "billing_failed":
      instruments.billingFailures.inc();
      break;
    case "billing_event":
      instruments.billingEvents.inc({
        type: typeLabel(event.name),
        result: event.isNew ? "taken" : "repeated",
      });
      break;
    case "billing_event_ignored":
      instruments.billingEvents.inc({ type: "none", result: "ignored" });
      break;
    case "billing_event_refused":
      instruments.billingEvents.inc({ type: "none", result: "refused" });
      break;
    case "delivered":
    case "delivery_failed":
      instruments.answers.inc({ status: statusLabel(event.status) });
      break;
    case "delivery_dead":
      instruments.answers.inc({ status: statusLabel(event.status) });
      instruments.dead.inc({ kind: event.kind });
      break;
    case "outbox_paused":
      instruments.answers.inc({ status: statusLabel(event.status) });
      instruments.paused.set(1);
      break;
    case "outbox_resumed":
      instruments.paused.set(0);
      break;
    case "notification_sent":
      instruments.notifications.inc({ type: event.about, result: "sent" });
      break;
    case "notification_failed":
      instruments.notifications.inc({ type: event.about, result: "failed" });
      break;
    case "notification_dead":
      instruments.notifications.inc({ type: event.about, result: "dead" });
      instruments.dead.inc({ kind: "notify" });
      break;
    case "mail_sent":
      instruments.mails.inc({ template: event.template, result: "sent" });
      break;
    case "mail_failed":
      instruments.mails.inc({ template: event.template, result: "failed" });
      break;
    case "mail_dead":
      instruments.mails.inc({ template: event.template, result: "dead" });
      instruments.dead.inc({ kind: "mail" });
      break;
    case "request_failed":
      instruments.faults.inc();
      break;
    case "answered": {
      const labels = { route: event.route ?? "(none)", status: statusLabel(event.status) };
      instruments.requestSeconds.observe(labels, event.durationMs / 1000);
    }
  }
}

/** The group that a type of event belongs to. Stripe may add types at any time, so a type is no label. */
function typeLabel(name: string): string {
  return /^(checkout\.session|customer\.subscription|invoice)\./.exec(name)?.[1] ?? "other";
}

/** The documented statuses. Any other is counted under its class. */
const known = new Set([200, 303, 400, 401, 402, 403, 404, 405, 409, 413, 415, 429, 500, 503]);

function statusLabel(status: number | undefined): string {
  if (status === undefined) return "none";
  return known.has(status) ? String(status) : `${Math.floor(status / 100)}xx`;
}
