import type { Store } from "@retent/server";
import type { Metrics } from "./create-metrics.ts";

/** Metrics whose library is loaded when there is something to count or to show: the start does not wait for it. */
export function loadMetrics(store: Pick<Store, "count">, now: () => number): Metrics {
  let loading: Promise<Metrics> | undefined;
  function load(): Promise<Metrics> {
    loading ??= import("./create-metrics.ts").then(({ createMetrics }) => createMetrics(store, now));
    return loading;
  }
  return {
    onEvent(event) {
      // A file that is gone, e.g. during an upgrade, shows when the metrics are read.
      void load().then(
        (metrics) => metrics.onEvent(event),
        () => {},
      );
    },
    render: async () => (await load()).render(),
  };
}
