import type { Cancellation } from "../cancellation/cancellation.ts";
import type { DatedOutboxRow, Failure, OutboxRow } from "../outbox/row.ts";
import type { Settings } from "../settings.ts";
import type { CancellationNotification, Notification, NotificationMessage } from "./notifier.ts";

/** Longer answers than this are for the operator's page. */
const maxDetailLength = 200;

/** Rows that tell how a cancellation stands from now on; none where nobody wants to know. */
export function notificationRows(
  settings: Settings,
  type: CancellationNotification["type"],
  cancellation: Cancellation,
): DatedOutboxRow[] {
  const { decision, settlement, status, revision } = cancellation;
  const outcome = type === "cancellation.returned" ? decision?.outcome : settlement?.outcome;
  if (outcome === undefined) return [];
  return toRows(settings, revision, {
    type,
    timestamp: new Date(settings.now()).toISOString(),
    data: {
      ...concernedBy(cancellation),
      status,
      outcome,
      effectiveAt: settlement?.effectiveAt ?? null,
      confirmed: settlement?.confirmed === true,
      reasonKey: decision?.reasonKey ?? null,
      reasonText: decision?.reasonText ?? null,
      offer: decision?.offer ?? null,
      revision,
    },
  });
}

/** Rows that tell that a row is given up. */
export function deadRowNotification(
  settings: Settings,
  cancellation: Cancellation,
  { kind, attempts, revision }: OutboxRow,
  { status, detail }: Failure,
): DatedOutboxRow[] {
  return toRows(settings, revision, {
    type: "outbox.dead",
    timestamp: new Date(settings.now()).toISOString(),
    data: {
      ...concernedBy(cancellation),
      kind,
      status,
      attempts: attempts + 1,
      detail: detail.slice(0, maxDetailLength),
    },
  });
}

function concernedBy({ eventId, environment, userId }: Cancellation) {
  return { eventId, environment, userId };
}

function toRows(settings: Settings, revision: number, notification: Notification): DatedOutboxRow[] {
  const content = compose(settings, notification);
  if (content === null) return [];
  const body: NotificationMessage = { id: `msg_${settings.newId()}`, type: notification.type, content };
  return [{ kind: "notify", revision, body, dueAt: settings.now() }];
}

/** A notifier with a fault keeps nobody from leaving. */
function compose({ notifier, onEvent }: Settings, notification: Notification): string | null {
  try {
    return notifier?.compose(notification) ?? null;
  } catch (error) {
    onEvent({ type: "request_failed", error });
    return null;
  }
}
