import { type CancellationRequest, type CancellationUpdate, isRetentBaseError } from "@retent/retentbase";
import type { App } from "../app.ts";
import type { Batches } from "../outbox/batches.ts";
import type { OutboxRow } from "../outbox/row.ts";
import type { Cancellation } from "./cancellation.ts";
import { toCreateBody } from "./retentbase-bodies.ts";
import { saveStep, toCircumstances } from "./save-step.ts";
import { forward } from "./transitions.ts";

/**
 * Sends RetentBase what a row says, and finishes the row.
 *
 * @throws {RetentBaseError} when RetentBase did not take it
 */
export async function deliver(
  app: App,
  batches: Batches,
  row: OutboxRow,
  signal: AbortSignal,
  free: () => void,
): Promise<void> {
  const { store, client, onEvent } = app.services;
  const { eventId, kind } = row;
  if (kind === "create") {
    const send = () => client.createCancellation(row.body as CancellationRequest, { signal });
    const { status } = await batches.run(send, free);
    onEvent({ type: "delivered", eventId, kind, status });
    return store.finish(row);
  }
  const cancellation = await store.find(eventId);
  if (!cancellation) throw new Error(`the cancellation of outbox row ${row.id} is gone`);
  const status = await batches.run(() => update(app, row, cancellation, signal), free);
  onEvent({ type: "delivered", eventId, kind, status });
  if (await saveForwarded(app, row, cancellation)) return;
  // Another process may have changed it while RetentBase was sent it.
  if (await saveForwarded(app, row, await store.find(eventId))) return;
  await store.finish(row);
}

/**
 * Saves that RetentBase has the present outcome; false if a later one is still to be sent, or if another
 * process saved first.
 */
async function saveForwarded(
  app: App,
  row: OutboxRow,
  cancellation: Cancellation | undefined,
): Promise<boolean> {
  if (!cancellation?.settlement || cancellation.revision !== row.revision) return false;
  const rows = await app.services.store.listByEvent(row.eventId);
  if (rows.filter(({ kind, state }) => kind === "update" && state === "queued").length > 1) return false;
  return (await saveStep(app, forward(cancellation, toCircumstances(app)), row)) !== undefined;
}

async function update(
  { config: { outbox, unknownEvent }, services: { client } }: App,
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
