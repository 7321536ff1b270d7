import type { App } from "../app.ts";
import type { Lanes } from "../cancellation/lanes/lanes.ts";
import { createLane, type Lane } from "../outbox/lane.ts";
import type { DeclarationStore } from "./declaration-store.ts";
import { lastReminderMs } from "./reminders.ts";

/** What is left for the store once the host and billing have answered, in milliseconds. */
const savingMs = 5000;

/** The rows that take declarations further, and those that remind of them. Loaded once there is one. */
export function createDeclarationLanes(
  app: App,
  store: DeclarationStore,
  lanes: Pick<Lanes, "billing" | "wake">,
): Lane<void>[] {
  const { outbox, identifyTimeoutMs, billingTimeoutMs } = app.config;
  const declarations = createLane<void>(app.services, outbox, {
    name: "declarations",
    maxRunMs: identifyTimeoutMs + 2 * billingTimeoutMs + savingMs,
    run: async (row) => (await import("./process-declaration.ts")).processDeclaration(app, lanes, store, row),
  });
  const reminders = createLane<void>(app.services, outbox, {
    name: "reminders",
    maxRunMs: savingMs,
    horizonMs: 2 * lastReminderMs,
    run: async (row) => (await import("./remind.ts")).remind(app, store, row),
  });
  return [declarations, reminders];
}
