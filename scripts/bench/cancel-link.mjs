// How many cancel links our server makes on Express, and how long one takes, beside the snippet of RetentBase's docs and one by hand
// that does the same safe thing.
import { join } from "node:path";
import { closeConnections, openConnections, percentile, postAll } from "./load.mjs";
import { end, otherCore, serverCore, startPinned } from "./pinned.mjs";
import { inFolder, inTurns } from "./rounds.mjs";
import { figure } from "./table.mjs";

/** Of each round, for the throughput and for the time that a single one takes. */
const posts = 2000;
const single = 500;
const atOnce = 32;
const neighbours = [
  { way: "snippet", name: "the docs' snippet", atLeast: 0.5 },
  { way: "safe", name: "a safe one by hand", atLeast: 1, atMost: 1.3 },
];
const why =
  "beside the snippet: a flow on disk before its link is given out, rows and indexes for what comes later, its cookie and hash; the snippet keeps nothing";

export async function benchCancelLink() {
  const { ours, ...others } = await inFolder(measure);
  return neighbours.flatMap(({ way, name, atLeast, atMost }) => [
    figure({
      what: `links a second, ${atOnce} at once, beside ${name}`,
      ours: ours.rate,
      other: others[way].rate,
      unit: "/s",
      atLeast,
      why,
    }),
    ...["p50", "p99"].map((share) =>
      figure({
        what: `${share} of one link at a time${way === "snippet" ? "" : `, beside ${name}`}`,
        ours: ours[share],
        other: others[way][share],
        unit: "ms",
        digits: 2,
        atMost,
      }),
    ),
  ]);
}

async function measure(folder) {
  const upstream = await startPinned("upstream.mjs", otherCore);
  const apiUrl = `http://127.0.0.1:${upstream.message}`;
  const servers = {};
  for (const way of ["ours", ...neighbours.map(({ way }) => way)]) {
    const settings = { way, apiUrl, file: join(folder, `${way}.db`) };
    servers[way] = await startPinned("cancel-link-server.mjs", serverCore, settings);
  }
  const measured = await inTurns(Object.keys(servers), async (way, round) => {
    const connections = await openConnections(servers[way].message, atOnce);
    const many = await postAll(connections, messagesOf(round, posts));
    const { times } = await postAll(connections.slice(0, 1), messagesOf(`${round}_1`, single));
    closeConnections(connections);
    return { rate: posts / many.seconds, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
  });
  for (const { child } of [...Object.values(servers), upstream]) await end(child);
  return measured;
}

/** Each from another customer, as no customer cancels ten times a minute. */
function messagesOf(round, count) {
  return Array.from({ length: count }, (_, index) => ({
    path: "/api/retent/cancel-link",
    headers: { cookie: `session=user_${round}_${index}` },
    body: "{}",
  }));
}
