import { isRetentBaseError } from "@retent/retentbase";
import type { App } from "../../app.ts";
import { describeThrown } from "../../outbox/describe-thrown.ts";
import { createLane, type Lane } from "../../outbox/lane.ts";
import { describeFailure } from "../../upstream-failure.ts";
import { judge } from "../judge-retentbase-failure.ts";
import { lookUp } from "../look-up.ts";
import { saveDecision } from "../save-decision.ts";

/**
 * The rows that look up cancellations which no customer came back from, once their links have expired.
 *
 * @param onDecision called when a decision was found, so that billing is called soon
 */
export function createLookUpLane(app: App, onDecision: () => void): Lane<void> {
  const { outbox } = app.config;
  const { store, onEvent } = app.services;
  const policy = { outbox, random: app.services.random };
  return createLane(app.services, outbox, {
    name: "sessions",
    maxRunMs: outbox.timeoutMs,
    // Links may last for any time.
    horizonMs: Number.POSITIVE_INFINITY,
    async run(row) {
      const cancellation = await store.find(row.eventId);
      const found = cancellation && (await lookUp(app, cancellation));
      if (found) {
        await saveDecision(app, found.cancellation, found.decision, found.retentBaseEventId);
        onDecision();
      }
      await store.finish(row);
    },
    async onFailure({ eventId }, error, attempts) {
      if (!isRetentBaseError(error)) throw error;
      const failed = describeFailure(error, await store.find(eventId));
      onEvent({ type: "session_unavailable", eventId, ...failed });
      const judged = judge(error, attempts, policy);
      // 403: this plan has no diagnostics. What else can't be read is not worth keeping either.
      if (error.code === "forbidden" || judged.action === "dead") return { action: "finish" };
      const failure = { status: error.status ?? null, detail: failed.body || describeThrown(error) };
      // A fault of the key or the workspace takes time to fix; here it holds up nothing else.
      return judged.action === "pause"
        ? { action: "retry", failure }
        : { action: "retry", afterMs: judged.afterMs, failure };
    },
  });
}
