import { type CancellationRequest, type CancellationUpdate, isRetentBaseError } from "@retent/retentbase";
import { creationOf } from "../flow/messages.ts";
import type { Settings } from "../settings.ts";
import type { OutboxRow } from "../store.ts";

/**
 * Tells RetentBase what a row says and marks the row as done.
 *
 * @throws {RetentBaseError} when RetentBase did not take it
 */
export async function deliver(settings: Settings, row: OutboxRow, signal: AbortSignal): Promise<void> {
  const { store, onEvent } = settings;
  const status =
    row.kind === "create" ? await create(settings, row, signal) : await update(settings, row, signal);
  onEvent({ type: "delivered", eventId: row.eventId, kind: row.kind, status });
  const cancellation = await store.find(row.eventId);
  const isWholeStory =
    row.kind === "update" && cancellation?.settlement && cancellation.revision === row.revision;
  if (isWholeStory) {
    const forwarded = { ...cancellation, status: "forwarded" as const, updatedAt: settings.now() };
    if (await store.save({ cancellation: forwarded, finish: row })) return;
  }
  await store.finish(row);
}

async function create({ client }: Settings, row: OutboxRow, signal: AbortSignal): Promise<number> {
  const { status } = await client.createCancellation(row.body as CancellationRequest, { signal });
  return status;
}

async function update(settings: Settings, row: OutboxRow, signal: AbortSignal): Promise<number> {
  const cancellation = await settings.store.find(row.eventId);
  if (!cancellation) throw new Error(`the cancellation of outbox row ${row.id} is gone`);
  const send = () =>
    settings.client.updateCancellation(cancellation.ledgerEventId, row.body as CancellationUpdate, {
      signal,
    });
  try {
    return (await send()).status;
  } catch (error) {
    const isLastTry = row.unknownTries + 1 >= settings.outbox.unknownEventTries;
    const isUnknown = isRetentBaseError(error) && error.code === "not_found";
    if (!isUnknown || !isLastTry || settings.unknownEvent !== "create" || !cancellation.decision) throw error;
    await settings.client.createCancellation(creationOf(cancellation, cancellation.decision), { signal });
    return (await send()).status;
  }
}
