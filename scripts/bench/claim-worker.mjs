// One of several processes that claim and finish rows for a while. It says when it is ready, and then how many a second it managed.
import { once } from "node:events";
import { loadStore } from "./stores.mjs";

const seconds = 4;
const [, , connectionString] = process.argv;
const { createPostgresStore } = await loadStore("postgres");
const store = await createPostgresStore({ connectionString, max: 2 });
process.send("ready");
await once(process, "message");
const end = performance.now() + seconds * 1000;
let finished = 0;
while (performance.now() < end) {
  const now = Date.now();
  const query = {
    lane: "retentbase",
    now,
    leasedUntil: now + 30_000,
    horizon: Number.MAX_SAFE_INTEGER,
    limit: 10,
  };
  const rows = await store.claim({ ...query, lease: `${process.pid}_${finished}` });
  await Promise.all(rows.map((row) => store.finish(row)));
  finished += rows.length;
}
process.send(finished / seconds);
process.disconnect();
await store.close();
