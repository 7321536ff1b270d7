import type { App } from "../app.ts";

/** So many rows are looked at: where more have failed, the outbox is the page to read. */
const maxRows = 500;

/** Event ids of cancellations with tasks that have failed permanently. */
export async function listFailed({ services: { store } }: App): Promise<ReadonlySet<string>> {
  const dead = await store.list({ state: "dead", limit: maxRows });
  return new Set(dead.map(({ eventId }) => eventId));
}
