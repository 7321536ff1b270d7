// Works off a full outbox ("drain"), or makes as many calls in a bare loop of the same concurrency ("bare"), in a process of its
// own, and reports how long that took and how much memory over idle.
import { fork } from "node:child_process";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { fromRoot } from "@retent/test-support/tools";

const concurrency = 8;
const dist = (path) => import(pathToFileURL(fromRoot(`packages/server/dist/${path}`)).href);
const { createRetent } = await dist("index.js");
const { createSqliteStore } = await dist("stores/sqlite/sqlite-store.js");
const { way, file, rows } = JSON.parse(process.argv[2]);

const upstream = fork(fromRoot("scripts/bench/upstream.mjs"));
const [port] = await once(upstream, "message");
const apiUrl = `http://127.0.0.1:${port}`;

const store = createSqliteStore({ file });
const retent = createRetent({
  apiKey: "bench",
  resultToken: { secret: "a secret of the benchmark, long enough" },
  publicUrl: "http://127.0.0.1/api",
  apiUrl,
  store,
  identify: () => null,
  onEvent: () => {},
  outbox: { concurrency },
});

const figures = await measure(way === "bare" ? bareLoop : () => retent.drainOnce());
const { queued } = await store.count();
upstream.disconnect();
console.log(JSON.stringify({ ...figures, queued }));
process.exit(0);

async function bareLoop() {
  let next = 0;
  const body = JSON.stringify({ environment: "sandbox", outcome: "churned" });
  const hand = async () => {
    while (next < rows) {
      next += 1;
      const response = await fetch(`${apiUrl}/api/v1/cancellations/ev_${next}`, {
        method: "PATCH",
        headers: { authorization: "Bearer bench", "content-type": "application/json" },
        body,
      });
      await response.text();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, hand));
}

/** Seconds, and the most memory over what was there before, in MiB. */
async function measure(work) {
  globalThis.gc();
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  clearInterval(watch);
  return { seconds, memoryMiB: (peak - idle) / 2 ** 20 };
}
