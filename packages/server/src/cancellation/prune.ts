import type { App } from "../app.ts";
import { dayMs } from "../day-ms.ts";

/** So many at once: other statements get their turn in between. */
const batchSize = 500;

/**
 * Removes cancellations and billing events that are past their retention; the customers' words are among
 * them.
 */
export async function prune(
  { config: { retentionDays, declarations }, services: { store, now } }: App,
  isStopping: () => boolean,
): Promise<void> {
  const before = now() - retentionDays * dayMs;
  while (!isStopping() && (await store.prune(before, batchSize)) === batchSize);
  while (!isStopping() && (await store.pruneBillingEvents(before, batchSize)) === batchSize);
  if (!declarations || !store.pruneDeclarations) return;
  const declaredBefore = now() - declarations.retentionDays * dayMs;
  while (!isStopping() && (await store.pruneDeclarations(declaredBefore, batchSize)) === batchSize);
}
