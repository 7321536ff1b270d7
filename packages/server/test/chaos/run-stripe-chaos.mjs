import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findFreePort } from "@retent/test-support/ports";
import { fromRoot } from "@retent/test-support/tools";
import { goThrough } from "./customer.mjs";
import { createKillableServer, killAtRandom } from "./killable-server.mjs";
import { waitUntil } from "./run-chaos.mjs";
import { startUnreliableProxy } from "./unreliable-proxy.mjs";

const dayMs = 86_400_000;

/**
 * The same with Stripe behind it that fails a third of its calls, before or after the work, by an error that it
 * keeps for a day or by a broken connection. In the end the subscriptions are as the customers decided, once.
 *
 * @param database `url` of a PostgreSQL database, or undefined for SQLite
 */
export async function runStripeChaos({ flows, concurrency, kills, random, database }) {
  const load = (path) => import(pathToFileURL(fromRoot(path)).href);
  const { createEmulator } = await load("packages/emulator/dist/index.js");
  const { createStripeEmulator } = await load("packages/stripe-emulator/dist/index.js");
  const folder = mkdtempSync(join(tmpdir(), "retent-chaos-"));
  const emulator = await createEmulator({ port: 0 });
  const proxy = await startUnreliableProxy(emulator.url, random);
  const publicUrl = `http://127.0.0.1:${await findFreePort()}/api`;
  // Everything was bought yesterday.
  let behindMs = dayMs;
  let isFailing = true;
  const failures = { calls: 0, failed: 0 };
  const stripe = await createStripeEmulator({
    port: 0,
    webhookUrl: `${publicUrl}/stripe/webhook`,
    now: () => Date.now() - behindMs,
    fault() {
      failures.calls += 1;
      if (!isFailing || random() > 1 / 3) return undefined;
      failures.failed += 1;
      const isApplied = random() < 0.5;
      return { status: random() < 0.5 ? "drop" : 500, isApplied };
    },
  });
  const subscriptions = Array.from({ length: flows }, (_, number) => buy(number));
  behindMs = 0;
  const server = createKillableServer({
    publicUrl,
    upstreamUrl: proxy.url,
    cancelUrl: emulator.url,
    apiKey: emulator.apiKey,
    signingSecret: emulator.signingSecret,
    workspaceKey: emulator.workspaceKey,
    databaseFile: join(folder, "retent.db"),
    databaseUrl: database?.url,
    stripe: { secretKey: stripe.secretKey, webhookSecret: stripe.webhookSecret, apiUrl: stripe.url },
  });
  const counts = { flows, kills: 0 };
  let isOver = false;
  let isGivenUp = false;

  function buy(number) {
    const { id: customer } = stripe.addCustomer();
    const { id } = stripe.addSubscription({
      customer,
      metadata: { userId: `user_chaos_${number}` },
      billingMode: number % 2 === 0 ? "classic" : "flexible",
    });
    if (number % 3 === 0) stripe.addSchedule(id);
    return id;
  }

  async function customers() {
    const results = [];
    let next = 0;
    const worker = async () => {
      while (next < flows) {
        const number = next++;
        const isPlain = number % 10 === 0;
        const changesMind = !isPlain && number % 5 === 1;
        const outcome = number % 3 === 0 ? "recovered" : "churned";
        results.push({
          number,
          ...(await goThrough({ number, publicUrl, emulator, isPlain, changesMind, outcome })),
        });
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    isOver = true;
    return results;
  }

  /** Whether what Stripe will do is what the customer decided last. */
  function isDecided({ number, outcome }) {
    const subscription = stripe.subscriptions.get(subscriptions[number]);
    const ends = subscription.status === "canceled" || subscription.cancel_at !== null;
    return ends === (outcome === "churned");
  }

  function judge(decided) {
    const events = new Map(emulator.state().events.map((event) => [event.eventId, event]));
    const judged = { lost: 0, wrong: 0, doubled: 0 };
    for (const each of decided) {
      const outcome = events.get(each.eventId)?.outcome;
      const { status } = stripe.subscriptions.get(subscriptions[each.number]);
      if (!outcome) judged.lost += 1;
      else if (outcome !== each.outcome) judged.wrong += 1;
      if ((status === "canceled") !== (each.outcome === "churned")) judged.wrong += 1;
    }
    for (const id of subscriptions) {
      const changes = stripe.events.filter(({ data }) => data.object.id === id);
      const scheduled = changes.filter(({ data }) => data.previous_attributes?.cancel_at === null).length;
      const ended = changes.filter(({ type }) => type === "customer.subscription.deleted").length;
      // A customer who has changed their mind leaves once, too.
      if (scheduled > 1 || ended > 1) judged.doubled += 1;
    }
    return judged;
  }

  try {
    const [decided] = await Promise.all([
      customers(),
      killAtRandom({
        server,
        counts,
        kills: () => (isGivenUp ? 0 : kills),
        isOver: () => isOver,
        random,
      }),
    ]);
    await server.start();
    await waitUntil(() => decided.every(isDecided));
    // The periods end, and Stripe says so until it is heard.
    isFailing = false;
    stripe.advanceTo(Math.floor(Date.now() / 1000) + 31 * 86_400);
    await waitUntil(() => {
      const { lost, wrong } = judge(decided);
      return lost + wrong === 0;
    });
    return { ...counts, ...failures, ...judge(decided) };
  } finally {
    isOver = true;
    isGivenUp = true;
    await server.kill();
    proxy.close();
    await stripe.close();
    await emulator.close();
    rmSync(folder, { recursive: true });
  }
}
