// How fast Stripe's webhook is acknowledged while RetentBase is down, on both stores, and whether everything arrives afterwards.
import { fork } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../postgres/start-postgres.mjs";
import { fromRoot } from "../tools.mjs";

const events = 1000;
const goalMs = 50;
const secret = "whsec_of_the_benchmark";

export async function benchWebhook() {
  const folder = mkdtempSync(join(tmpdir(), "retent-bench-"));
  const postgres = await startPostgres({ isDurable: true });
  console.log(
    `Acknowledging ${events} events of Stripe while RetentBase is down, goal ${goalMs} ms, beside a bare server`,
  );
  for (const connections of [10, 50, events]) {
    await measure("SQLite", join(folder, `webhook-${connections}.db`), connections);
    await measure("PostgreSQL", await postgres.createDatabase(), connections);
  }
  await postgres.remove();
  rmSync(folder, { recursive: true });
}

async function measure(name, database, connections) {
  const upstream = createUpstream();
  const child = fork(fromRoot("scripts/bench/webhook-server.mjs"), [
    JSON.stringify({
      database,
      users: events,
      upstream: await upstream.listen(),
      secret,
      signingSecret: "a signing secret of the benchmark, long enough",
    }),
  ]);
  const [{ port, barePort }] = await once(child, "message");
  const agent = new Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections });
  // Events of nobody's, until everything is compiled and every connection is there.
  await sendAll(port, agent, messagesOf("warm_up"), connections);
  await sendAll(barePort, agent, messagesOf("warm_up"), connections);
  await untilCounted(child, ({ queued }) => queued === 0);
  const bare = await sendAll(barePort, agent, messagesOf("bare"), connections);
  const times = await sendAll(port, agent, messagesOf("user"), connections);
  upstream.recover();
  const { delivered, queued } = await untilCounted(
    child,
    (counts) => counts.delivered >= events && counts.queued === 0,
  );
  console.log(
    `  ${name.padEnd(12)}${String(connections).padStart(5)} at once: ${percentiles(times)} (bare: ${percentiles(bare)}); then ${delivered} outcomes delivered, ${queued} rows left`,
  );
  agent.destroy();
  child.kill();
  await once(child, "exit");
  await upstream.close();
}

function percentiles(times) {
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

/** So many are under way at any time; sorted times from the first byte that is sent to the answer, in milliseconds. */
async function sendAll(port, agent, messages, connections) {
  const times = [];
  let next = 0;
  async function sender() {
    while (next < messages.length) {
      const message = messages[next];
      next += 1;
      times.push(await send(port, agent, message));
    }
  }
  await Promise.all(Array.from({ length: connections }, sender));
  return times.sort((a, b) => a - b);
}

function messagesOf(whose) {
  return Array.from({ length: events }, (_, index) => signedMessage(`${whose}_${index}`));
}

function send(port, agent, { body, signature }) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const headers = { "content-type": "application/json", "stripe-signature": signature };
    const outgoing = request({
      host: "127.0.0.1",
      port,
      agent,
      method: "POST",
      path: "/api/retent/stripe/webhook",
      headers,
    });
    outgoing.on("response", (incoming) => {
      if (incoming.statusCode !== 200) reject(new Error(`answered ${incoming.statusCode}`));
      incoming.on("end", () => resolve(performance.now() - startedAt)).resume();
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
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
  return { body, signature: `t=${now},v1=${signature}` };
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

async function untilCounted(child, isEnough) {
  for (;;) {
    child.send("count");
    const [counts] = await once(child, "message");
    if (isEnough(counts)) return counts;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
