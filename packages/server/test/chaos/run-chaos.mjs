import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findFreePort } from "@retent/test-support/ports";
import { fromRoot } from "@retent/test-support/tools";
import { goThrough } from "./customer.mjs";
import { createKillableServer, killAtRandom, sleep } from "./killable-server.mjs";
import { startUnreliableProxy } from "./unreliable-proxy.mjs";

/** How long the outbox may take to work everything off once nothing disturbs it any more. */
const settleMs = 120_000;

/**
 * Sends flows through a server that is killed at random moments, with an unreliable RetentBase behind it, and compares
 * what RetentBase knows in the end with what the customers decided.
 *
 * @param database `restart()` and `url` of a PostgreSQL server, or undefined for SQLite
 * @returns the counts of the table
 */
export async function runChaos({ flows, concurrency, kills, random, database }) {
  const { createEmulator } = await import(pathToFileURL(fromRoot("packages/emulator/dist/index.js")).href);
  const folder = mkdtempSync(join(tmpdir(), "retent-chaos-"));
  const billingFile = join(folder, "billing.jsonl");
  const emulator = await createEmulator({ port: 0 });
  const proxy = await startUnreliableProxy(emulator.url, random);
  const publicUrl = `http://127.0.0.1:${await findFreePort()}/api`;
  const settings = {
    publicUrl,
    billingFile,
    upstreamUrl: proxy.url,
    cancelUrl: emulator.url,
    apiKey: emulator.apiKey,
    signingSecret: emulator.signingSecret,
    workspaceKey: emulator.workspaceKey,
    databaseFile: join(folder, "retent.db"),
    databaseUrl: database?.url,
  };
  const server = createKillableServer(settings);
  const counts = { flows, kills: 0, restarts: 0 };
  let isOver = false;
  let isGivenUp = false;

  try {
    const [decided] = await Promise.all([
      customers(),
      killAtRandom({
        server,
        counts,
        kills: () => (isGivenUp ? 0 : kills),
        isOver: () => isOver,
        random,
        afterKill: restartDatabase,
      }),
    ]);
    await server.start();
    await waitUntil(() => {
      const { lost, wrong } = findFaults(emulator, decided);
      return lost + wrong === 0;
    });
    return { ...counts, ...findFaults(emulator, decided), ...countBilling(billingFile, decided) };
  } finally {
    // Nothing stays behind, whatever went wrong: the disturbance too ends with its next kill.
    isOver = true;
    isGivenUp = true;
    await server.kill();
    proxy.close();
    await emulator.close();
    rmSync(folder, { recursive: true });
  }

  /** PostgreSQL is restarted in between, too. */
  async function restartDatabase() {
    const due = Math.floor((kills * (counts.restarts + 1)) / 3);
    if (!database || counts.restarts >= 2 || counts.kills !== due) return;
    await database.restart();
    counts.restarts += 1;
  }

  async function customers() {
    const results = [];
    let next = 0;
    const worker = async () => {
      while (next < flows) {
        const number = next++;
        const isPlain = number % 10 === 0;
        results.push(
          await goThrough({
            number,
            publicUrl,
            emulator,
            isPlain,
            changesMind: !isPlain && number % 5 === 1,
            outcome: number % 3 === 0 ? "recovered" : "churned",
          }),
        );
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    isOver = true;
    return results;
  }
}

/** What RetentBase knows, held against what the customers decided. */
function findFaults(emulator, decided) {
  const events = new Map(emulator.state().events.map((event) => [event.eventId, event]));
  const counts = { lost: 0, wrong: 0, stale: 0, patches: 0, maxPatches: 0 };
  for (const { eventId, outcome } of decided) {
    const event = events.get(eventId);
    const updates = event?.updates ?? [];
    counts.patches += updates.length;
    counts.maxPatches = Math.max(counts.maxPatches, updates.length);
    if (!event?.outcome) counts.lost += 1;
    else if (event.outcome !== outcome) counts.wrong += 1;
    // Once the last word has arrived, no older one may come after it.
    const first = updates.findIndex((update) => update.outcome === outcome);
    if (first >= 0 && updates.slice(first).some((update) => update.outcome !== outcome)) counts.stale += 1;
  }
  return counts;
}

/** Billing may be asked again after a crash, but never for anything else than before. */
function countBilling(file, decided) {
  const calls = new Map();
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  let contradictions = 0;
  for (const line of lines.filter(Boolean)) {
    const { eventId, revision, outcome } = JSON.parse(line);
    const key = `${eventId} ${revision}`;
    const known = calls.get(key);
    if (known && known.outcome !== outcome) contradictions += 1;
    calls.set(key, { outcome, times: (known?.times ?? 0) + 1 });
  }
  const unbilled = decided.filter(({ eventId, revisions }) => !calls.has(`${eventId} ${revisions}`)).length;
  const times = [...calls.values()].map((call) => call.times);
  return {
    billed: lines.length,
    decisions: calls.size,
    maxBilled: Math.max(0, ...times),
    unbilled,
    contradictions,
  };
}

export async function waitUntil(holds) {
  const end = Date.now() + settleMs;
  while (!holds() && Date.now() < end) await sleep(200);
}
