import { isRetentBaseError } from "@retent/retentbase";
import { shorten } from "../../outbox/failure-detail.ts";
import { createLane, type Lane } from "../../outbox/lane.ts";
import { backoffMs, judge } from "../../outbox/retry-policy.ts";
import type { Settings } from "../../settings.ts";
import type { OutboxRow } from "../../store.ts";
import { describeFailure } from "../../upstream-failure.ts";
import { readSession } from "../look-up.ts";
import { writeDown } from "../save-decision.ts";

/**
 * The rows that look up flows which nobody came back from, once their links have expired.
 *
 * @param onDecision called when one was found, so that billing is asked soon
 */
export function createSessionLane(settings: Settings, onDecision: () => void): Lane {
  const { store, onEvent, now } = settings;

  /** Never rejects: where the store fails in between, the row comes back when its lease ends. */
  async function work(row: OutboxRow): Promise<void> {
    try {
      await lookUp(row).catch((error: unknown) => handleFailure(row, error));
    } catch (error) {
      onEvent({ type: "request_failed", error });
    }
  }

  async function lookUp(row: OutboxRow): Promise<void> {
    const flow = await store.find(row.eventId);
    const found = flow && (await readSession(settings, flow));
    if (found) {
      await writeDown(settings, found.flow, found.decision, found.ledgerEventId ?? found.flow.ledgerEventId);
      onDecision();
    }
    await store.finish(row);
  }

  async function handleFailure(row: OutboxRow, error: unknown): Promise<void> {
    if (!isRetentBaseError(error)) throw error;
    const failed = describeFailure(error, await store.find(row.eventId));
    onEvent({ type: "session_unavailable", eventId: row.eventId, ...failed });
    const attempts = row.attempts + 1;
    const verdict = judge(error, attempts, settings);
    // 403: this plan has no diagnostics, so there is nothing to wait for. What else can't be read is not worth keeping either.
    if (error.code === "forbidden" || verdict.action === "bury") return store.finish(row);
    // A fault of the key or the workspace takes time to mend; here it holds nobody else up.
    const afterMs = verdict.action === "retry" ? verdict.afterMs : backoffMs(attempts, settings);
    const failure = { status: error.status ?? null, detail: failed.body || shorten(error) };
    return store.retry(row, { dueAt: now() + afterMs, attempts, unknownTries: 0 }, failure);
  }

  return createLane(settings, { name: "sessions", work });
}
