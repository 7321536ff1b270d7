import { setTimeout } from "node:timers/promises";
import type { OnEvent, Store } from "@retent/server";
import { laneByKind, type OutboxCounts } from "@retent/server/store";
import { Registry } from "prom-client";
import { countEvent } from "./count-event.ts";
import { createInstruments } from "./instruments.ts";

/** The server's metrics for Prometheus. */
export interface Metrics {
  /** Counts an event. */
  onEvent: OnEvent;
  /**
   * All metrics as text (https://prometheus.io/docs/instrumenting/exposition_formats). The size of the outbox
   * is read from the store.
   */
  render(): Promise<string>;
}

const lanes = [...new Set(Object.values(laneByKind))];
/** A slow store must not delay a scrape for longer than this. */
const storeTimeoutMs = 2000;

export function createMetrics(store: Pick<Store, "count">, now: () => number): Metrics {
  const registry = new Registry();
  const instruments = createInstruments(registry);

  async function readStore(): Promise<void> {
    const counts = await Promise.race([
      Promise.all(lanes.map((lane) => store.count([lane]))).catch(() => undefined),
      setTimeout(storeTimeoutMs, undefined, { ref: false }),
    ]);
    instruments.storeUp.set(counts ? 1 : 0);
    // Values of an earlier scrape must not remain.
    instruments.rows.reset();
    instruments.oldestSeconds.reset();
    for (const [index, lane] of lanes.entries()) {
      const count = counts?.[index];
      if (count) setRows(lane, count);
    }
  }

  function setRows(lane: string, { queued, dead, waitingSince }: OutboxCounts): void {
    instruments.rows.set({ lane, state: "queued" }, queued);
    instruments.rows.set({ lane, state: "dead" }, dead);
    const waitedMs = waitingSince === null ? 0 : Math.max(0, now() - waitingSince);
    instruments.oldestSeconds.set({ lane }, waitedMs / 1000);
  }

  return {
    onEvent: (event) => countEvent(instruments, event),
    async render() {
      await readStore();
      return registry.metrics();
    },
  };
}
