// Works off a full outbox in a process of its own, and reports how fast that was and how much memory it took.
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { fromRoot } from "../tools.mjs";

const dist = (path) => import(pathToFileURL(fromRoot(`packages/server/dist/${path}`)).href);
const { createRetent } = await dist("index.js");
const { createSqliteStore } = await dist("stores/sqlite.js");
const { file } = JSON.parse(process.argv[2]);

let patches = 0;
const upstream = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    patches += 1;
    response.end("{}");
  });
});
await new Promise((resolve) => upstream.listen(0, "127.0.0.1", resolve));

const store = createSqliteStore({ file });
const retent = createRetent({
  apiKey: "bench",
  resultToken: { secret: "a secret of the benchmark, long enough" },
  publicUrl: "http://127.0.0.1/api",
  apiUrl: `http://127.0.0.1:${upstream.address().port}`,
  store,
  identify: () => null,
  onEvent: () => {},
});
globalThis.gc?.();
const idle = process.memoryUsage.rss();
let peak = idle;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 50);
const start = performance.now();
await retent.drainOnce();
const seconds = (performance.now() - start) / 1000;
clearInterval(watch);
const { queued } = await store.count();
console.log(JSON.stringify({ patches, queued, seconds, memoryMiB: (peak - idle) / 2 ** 20 }));
process.exit(0);
