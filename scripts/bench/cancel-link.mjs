// How many cancel links our server makes on Express, and how long one takes, beside the snippet of RetentBase's docs written by hand.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeConnections, median, openConnections, percentile, postAll } from "./load.mjs";
import { besideServers, end, otherCore, serverCore, startPinned } from "./pinned.mjs";
import { figure } from "./table.mjs";

const ways = ["ours", "snippet"];
const rounds = 5;
/** Of each round, for the throughput and for the time that a single one takes. */
const posts = 3000;
const single = 1000;
const atOnce = 32;
const minThroughput = 0.9;
const maxLatency = 1.15;
/** By a CPU profile of the server under this load. */
const why =
  "a flow on disk before its link is given out (commit 130 µs, rows and indexes 55 µs), its cookie's hash (70 µs), web-standard Request and Response, more garbage: the snippet keeps nothing";

export async function benchCancelLink() {
  const folder = mkdtempSync(join(tmpdir(), "retent-bench-"));
  const upstream = await startPinned("upstream.mjs", otherCore);
  const apiUrl = `http://127.0.0.1:${upstream.message}`;
  const servers = {};
  for (const way of ways) {
    servers[way] = await startPinned("cancel-link-server.mjs", serverCore, {
      way,
      apiUrl,
      file: join(folder, "links.db"),
    });
  }
  const { rates, times } = await besideServers(() => measure(servers));
  for (const { child } of [...Object.values(servers), upstream]) await end(child);
  rmSync(folder, { recursive: true });
  const at = (share) => Object.fromEntries(ways.map((way) => [way, percentile(times[way], share)]));
  return [
    figure({
      what: `links a second, ${atOnce} at once, beside the docs' snippet`,
      ours: median(rates.ours),
      other: median(rates.snippet),
      unit: "/s",
      atLeast: minThroughput,
      why,
    }),
    ...[0.5, 0.99].map((share) =>
      figure({
        what: `p${share * 100} of one link at a time`,
        ours: at(share).ours,
        other: at(share).snippet,
        unit: "ms",
        digits: 2,
        atMost: maxLatency,
      }),
    ),
  ];
}

/** In turns, so that whatever else the machine does meets both; the first round warms everything up. */
async function measure(servers) {
  const rates = { ours: [], snippet: [] };
  const times = { ours: [], snippet: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
      const connections = await openConnections(servers[way].message, atOnce);
      const many = await postAll(connections, messagesOf(round, posts));
      const one = await postAll(connections.slice(0, 1), messagesOf(`${round}_1`, single));
      closeConnections(connections);
      if (round === 0) continue;
      rates[way].push(posts / many.seconds);
      times[way].push(...one.times);
    }
  }
  for (const way of ways) times[way].sort((a, b) => a - b);
  return { rates, times };
}

/** Each from another customer, as no customer cancels ten times a minute. */
function messagesOf(round, count) {
  return Array.from({ length: count }, (_, index) => ({
    path: "/api/retent/cancel-link",
    headers: { cookie: `session=user_${round}_${index}` },
    body: "{}",
  }));
}
