import { dayMs } from "../day-ms.ts";
import type { DatedOutboxRow } from "../outbox/row.ts";

const reminderDays = [1, 3];

/** When the last reminder is due after the receipt, in milliseconds. */
export const lastReminderMs = Math.max(...reminderDays) * dayMs;

/** Rows that remind of a declaration while it is open: after one day, and after three. */
export function reminderRows(receivedAtMs: number): DatedOutboxRow[] {
  return reminderDays.map((days) => ({
    kind: "remind",
    revision: 0,
    body: { days },
    dueAt: receivedAtMs + days * dayMs,
  }));
}
