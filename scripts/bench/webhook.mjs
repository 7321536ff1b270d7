// How fast Stripe's webhook is acknowledged while RetentBase is down, on both stores, and whether everything arrives afterwards.
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { startPostgres } from "@retent/test-support/start-postgres";
import { closeConnections, openConnections, percentile, postAll } from "./load.mjs";
import { end, serverCore, startPinned } from "./pinned.mjs";
import { inFolder, inTurns, rounds } from "./rounds.mjs";
import { figure } from "./table.mjs";

const goalMs = 50;
const secret = "whsec_of_the_benchmark";
const ways = ["ours", "bare", "checked"];

export async function benchWebhook() {
  const postgres = await startPostgres({ isDurable: true });
  const figures = await inFolder(async (folder) => {
    const found = [];
    for (const atOnce of [10, 50, 1000]) {
      const names = ways.map((way) => `${way}-${atOnce}`);
      const files = names.map((name) => join(folder, `${name}.db`));
      found.push(...(await measure("SQLite", files, atOnce)));
      const databases = await Promise.all(names.map(() => postgres.createDatabase()));
      found.push(...(await measure("PostgreSQL", databases, atOnce)));
    }
    return found;
  });
  await postgres.remove();
  return figures;
}

/** While RetentBase is down; afterwards everything has to arrive. */
async function measure(name, databases, atOnce) {
  const perRound = Math.max(250, atOnce);
  const upstream = createUpstream();
  const settings = { upstream: await upstream.listen(), secret, rounds, perRound };
  const signingSecret = "a signing secret of the benchmark, long enough";
  const servers = {};
  for (const [index, way] of ways.entries())
    servers[way] = await startPinned("webhook-server.mjs", serverCore, {
      ...settings,
      way,
      database: databases[index],
      signingSecret,
    });
  const measured = await inTurns(ways, async (way, round) => {
    const connections = await openConnections(servers[way].message, atOnce);
    const { times } = await postAll(connections, messagesOf(round, perRound));
    closeConnections(connections);
    // Our own work on the events goes on after they are acknowledged, and must not meet the next server.
    if (way === "ours") await untilCounted(servers.ours.child, ["events"], ({ queued }) => queued === 0);
    return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
  });
  upstream.recover();
  const all = (rounds + 1) * perRound;
  await untilCounted(servers.ours.child, [], ({ delivered, queued }) => delivered >= all && queued === 0);
  for (const { child } of Object.values(servers)) await end(child);
  await upstream.close();
  const beside = { bare: "a server that does nothing", checked: "one that checks and inserts by hand" };
  return ["bare", "checked"].flatMap((way) =>
    ["p50", "p99"].map((share) =>
      figure({
        what: `${name}, ${atOnce} at once: ${share}, beside ${beside[way]}`,
        ours: measured.ours[share],
        other: measured[way][share],
        unit: "ms",
        digits: 1,
        ...(way === "bare" ? { max: goalMs } : atOnce === 50 && share === "p99" && { atMost: 4 }),
        why: "so many at once wait for one another on one core: reading and answering take 0.03 ms of each, its signature 0.02 ms, its row and indexes 0.03 ms, and web-standard messages and garbage the rest",
      }),
    ),
  );
}

function messagesOf(round, count) {
  return Array.from({ length: count }, (_, index) => signedMessage(`user_${round}_${index}`));
}

function signedMessage(user) {
  const now = Math.floor(Date.now() / 1000);
  const object = {
    id: `sub_${user}`,
    object: "subscription",
    customer: `cus_${user}`,
    status: "canceled",
    ended_at: now,
    metadata: { userId: user },
    // As long as Stripe's own.
    description: "x".repeat(3000),
  };
  const event = {
    id: `evt_${user}`,
    object: "event",
    type: "customer.subscription.deleted",
    created: now,
    livemode: false,
  };
  const body = JSON.stringify({ ...event, data: { object } });
  const signature = createHmac("sha256", secret).update(`${now}.${body}`).digest("hex");
  return {
    path: "/api/retent/stripe/webhook",
    headers: { "stripe-signature": `t=${now},v1=${signature}` },
    body,
  };
}

/** RetentBase that breaks every connection off, until it recovers. */
function createUpstream() {
  let isDown = true;
  const server = createServer((incoming, response) => {
    if (isDown) incoming.destroy();
    else incoming.on("end", () => response.setHeader("content-type", "application/json").end("{}")).resume();
  });
  return {
    listen: () =>
      new Promise((resolve) =>
        server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${server.address().port}`)),
      ),
    recover() {
      isDown = false;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** @param lanes whose rows are counted; none stands for all */
async function untilCounted(child, lanes, isEnough) {
  for (;;) {
    child.send(lanes);
    const [counts] = await once(child, "message");
    if (isEnough(counts)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
