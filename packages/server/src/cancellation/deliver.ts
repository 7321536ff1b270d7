import { type CancellationRequest, type CancellationUpdate, isRetentBaseError } from "@retent/retentbase";
import type { OutboxRow } from "../outbox/row.ts";
import type { Settings } from "../settings.ts";
import type { Cancellation } from "./cancellation.ts";
import { toCircumstances } from "./circumstances.ts";
import { toCreateBody } from "./retentbase-bodies.ts";
import { forward } from "./transitions.ts";

/**
 * Sends RetentBase what a row says, and finishes the row.
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
  if (await saveForwarded(settings, row, cancellation)) return;
  // Another process may have changed it while RetentBase was sent it.
  if (await saveForwarded(settings, row, await store.find(eventId))) return;
  await store.finish(row);
}

/** Saves that RetentBase has the present outcome; false if a later one is still to be sent, or if another process saved first. */
async function saveForwarded(
  settings: Settings,
  row: OutboxRow,
  cancellation: Cancellation | undefined,
): Promise<boolean> {
  if (!cancellation?.settlement || cancellation.revision !== row.revision) return false;
  const rows = await settings.store.listByEvent(row.eventId);
  if (rows.filter(({ kind, state }) => kind === "update" && state === "queued").length > 1) return false;
  const change = forward(cancellation, row, toCircumstances(settings));
  return (await settings.store.save(change)) !== undefined;
}

async function update(
  { client, outbox, unknownEvent }: Settings,
  row: OutboxRow,
  cancellation: Cancellation,
  signal: AbortSignal,
): Promise<number> {
  const send = () =>
    client.updateCancellation(cancellation.retentBaseEventId, row.body as CancellationUpdate, { signal });
  try {
    return (await send()).status;
  } catch (error) {
    const isLastTry = row.notFoundAttempts + 1 >= outbox.unknownEventTries;
    const isUnknown = isRetentBaseError(error) && error.code === "not_found";
    if (!isUnknown || !isLastTry || unknownEvent !== "create" || !cancellation.decision) throw error;
    await client.createCancellation(toCreateBody(cancellation, cancellation.decision), { signal });
    return (await send()).status;
  }
}
