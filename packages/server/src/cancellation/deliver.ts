import { type CancellationRequest, type CancellationUpdate, isRetentBaseError } from "@retent/retentbase";
import { notificationRows } from "../notifications/notification-rows.ts";
import type { OutboxRow } from "../outbox/row.ts";
import type { Settings } from "../settings.ts";
import type { Cancellation } from "./cancellation.ts";
import { creationOf } from "./retentbase-bodies.ts";

/**
 * Tells RetentBase what a row says and marks the row as done.
 *
 * @throws {RetentBaseError} when RetentBase did not take it
 */
export async function deliver(settings: Settings, row: OutboxRow, signal: AbortSignal): Promise<void> {
  const { store, client, onEvent } = settings;
  const { eventId, kind } = row;
  if (kind === "create") {
    const { status } = await client.createCancellation(row.body as CancellationRequest, { signal });
    onEvent({ type: "delivered", eventId, kind, status });
    return store.finish(row);
  }
  const cancellation = await store.find(eventId);
  if (!cancellation) throw new Error(`the cancellation of outbox row ${row.id} is gone`);
  const status = await update(settings, row, cancellation, signal);
  onEvent({ type: "delivered", eventId, kind, status });
  if (await forwarded(settings, row, cancellation)) return;
  // Others may have changed it while RetentBase was told.
  if (await forwarded(settings, row, await store.find(eventId))) return;
  await store.finish(row);
}

/** Saves that RetentBase has the present outcome; false if a later one is still to be sent, or if others saved first. */
async function forwarded(
  settings: Settings,
  row: OutboxRow,
  cancellation: Cancellation | undefined,
): Promise<boolean> {
  if (!cancellation?.settlement || cancellation.revision !== row.revision) return false;
  const rows = await settings.store.listByEvent(row.eventId);
  if (rows.filter(({ kind, state }) => kind === "update" && state === "queued").length > 1) return false;
  const next = { ...cancellation, status: "forwarded" as const, updatedAt: settings.now() };
  const enqueue = notificationRows(settings, "cancellation.forwarded", next);
  return (await settings.store.save({ cancellation: next, enqueue, finish: row })) !== undefined;
}

async function update(
  { client, outbox, unknownEvent }: Settings,
  row: OutboxRow,
  cancellation: Cancellation,
  signal: AbortSignal,
): Promise<number> {
  const send = () =>
    client.updateCancellation(cancellation.ledgerEventId, row.body as CancellationUpdate, { signal });
  try {
    return (await send()).status;
  } catch (error) {
    const isLastTry = row.notFoundAttempts + 1 >= outbox.unknownEventTries;
    const isUnknown = isRetentBaseError(error) && error.code === "not_found";
    if (!isUnknown || !isLastTry || unknownEvent !== "create" || !cancellation.decision) throw error;
    await client.createCancellation(creationOf(cancellation, cancellation.decision), { signal });
    return (await send()).status;
  }
}
