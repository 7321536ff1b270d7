import type { Settings } from "../settings.ts";

const dayMs = 86_400_000;
/** So many at once: other statements get their turn in between. */
const batchSize = 500;

/** Removes cancellations and billing events that are past their retention; the customers' words are among them. */
export async function prune(
  { store, now, retentionDays }: Settings,
  isStopping: () => boolean,
): Promise<void> {
  const before = now() - retentionDays * dayMs;
  while (!isStopping() && (await store.prune(before, batchSize)) === batchSize);
  while (!isStopping() && (await store.pruneBillingEvents(before, batchSize)) === batchSize);
}
