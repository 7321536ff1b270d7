import { truncate } from "@retent/retentbase/internal";
import type { App } from "../app.ts";
import type { Cancellation } from "../cancellation/cancellation.ts";
import type { StepNotification } from "../cancellation/transitions.ts";
import type { Declaration } from "../declarations/declaration.ts";
import type { DatedOutboxRow, Failure, OutboxRow } from "../outbox/row.ts";
import type { DeclarationNotification, Notification, NotificationMessage } from "./notifier.ts";

/** Longer answers than this are for the operator's page. */
const maxDetailLength = 200;

/** Rows that notify of how a cancellation stands; none if no notification is wanted. */
export function notificationRows(app: App, { type, cancellation }: StepNotification): DatedOutboxRow[] {
  const { decision, settlement, status, revision } = cancellation;
  const outcome = type === "cancellation.returned" ? decision?.outcome : settlement?.outcome;
  if (outcome === undefined) return [];
  return toRows(app, revision, {
    type,
    timestamp: new Date(app.services.now()).toISOString(),
    data: {
      ...concernedBy(cancellation),
      status,
      outcome,
      endsAt: decision?.endsAt ?? null,
      effectiveAt: settlement?.effectiveAt ?? null,
      confirmed: settlement?.confirmed === true,
      reasonKey: decision?.reasonKey ?? null,
      reasonText: decision?.reasonText ?? null,
      offer: decision?.offer ?? null,
      subscription: cancellation.subscription,
      revision,
    },
  });
}

/** Rows that notify of a dead row. */
export function deadRowNotification(
  app: App,
  cancellation: Cancellation,
  { kind, attempts, revision }: OutboxRow,
  { status, detail }: Failure,
): DatedOutboxRow[] {
  return toRows(app, revision, {
    type: "outbox.dead",
    timestamp: new Date(app.services.now()).toISOString(),
    data: {
      ...concernedBy(cancellation),
      kind,
      status,
      attempts: attempts + 1,
      detail: truncate(detail, maxDetailLength),
    },
  });
}

/** Rows that notify of a declaration. */
export function declarationNotification(
  app: App,
  type: DeclarationNotification["type"],
  { id, environment, preset, kind, receivedAtMs, wishedEnd, userId }: Declaration,
): DatedOutboxRow[] {
  return toRows(app, 0, {
    type,
    timestamp: new Date(app.services.now()).toISOString(),
    data: {
      declarationId: id,
      environment,
      preset,
      kind,
      receivedAt: new Date(receivedAtMs).toISOString(),
      wishedEnd,
      userId,
    },
  });
}

function concernedBy({ eventId, environment, userId }: Cancellation) {
  return { eventId, environment, userId };
}

function toRows(app: App, revision: number, notification: Notification): DatedOutboxRow[] {
  const content = compose(app, notification);
  if (content === null) return [];
  const body: NotificationMessage = { id: `msg_${app.services.newId()}`, type: notification.type, content };
  return [{ kind: "notify", revision, body, dueAt: app.services.now() }];
}

/** A faulty notifier must never block a cancellation. */
function compose({ services: { notifier, onEvent } }: App, notification: Notification): string | null {
  try {
    return notifier?.compose(notification) ?? null;
  } catch (error) {
    onEvent({ type: "request_failed", error });
    return null;
  }
}
