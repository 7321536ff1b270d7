import { setTimeout } from "node:timers/promises";
import type { OnEvent, Store } from "@retent/server";
import { laneByKind, type OutboxCounts } from "@retent/server/store";
import { Registry } from "prom-client";
import { countEvent } from "./count-event.ts";
import { createFigures } from "./figures.ts";

/** The server's figures for Prometheus. */
export interface Metrics {
  /** Counts what happens. */
  onEvent: OnEvent;
  /** All figures as text (https://prometheus.io/docs/instrumenting/exposition_formats). How much there is to do is asked of the store. */
  render(): Promise<string>;
}

const lanes = [...new Set(Object.values(laneByKind))];
/** A store that is slow must not keep the other figures from a scrape, in milliseconds. */
const storeTimeoutMs = 2000;

export function createMetrics(store: Pick<Store, "count">, now: () => number): Metrics {
  const registry = new Registry();
  const figures = createFigures(registry);

  async function readStore(): Promise<void> {
    const counts = await Promise.race([
      Promise.all(lanes.map((lane) => store.count([lane]))).catch(() => undefined),
      setTimeout(storeTimeoutMs, undefined, { ref: false }),
    ]);
    figures.storeUp.set(counts ? 1 : 0);
    // What was true at an earlier scrape is no figure of this one.
    figures.rows.reset();
    figures.oldestSeconds.reset();
    for (const [index, lane] of lanes.entries()) {
      const count = counts?.[index];
      if (count) setRows(lane, count);
    }
  }

  function setRows(lane: string, { queued, dead, waitingSince }: OutboxCounts): void {
    figures.rows.set({ lane, state: "queued" }, queued);
    figures.rows.set({ lane, state: "dead" }, dead);
    const waitedMs = waitingSince === null ? 0 : Math.max(0, now() - waitingSince);
    figures.oldestSeconds.set({ lane }, waitedMs / 1000);
  }

  return {
    onEvent: (event) => countEvent(figures, event),
    async render() {
      await readStore();
      return registry.metrics();
    },
  };
}
