import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findFreePort } from "@retent/test-support/ports";
import { startMailHost } from "@retent/test-support/start-mail-host";
import { fromRoot } from "@retent/test-support/tools";
import { declare, openLink, waitForMail } from "./declarant.mjs";
import { createFastClock } from "./fast-clock.mjs";
import { judgeDeclarations } from "./judge-declarations.mjs";
import { createKillableServer, killAtRandom } from "./killable-server.mjs";
import { openStore } from "./open-store.mjs";
import { waitUntil } from "./run-chaos.mjs";
import { createUnreliableMail } from "./unreliable-mail.mjs";
import { startUnreliableProxy } from "./unreliable-proxy.mjs";

/** A mail whose fate is unknown waits two minutes of the server's clock: a few seconds of the real one. */
const speed = 20;

/**
 * Sends declarations to a server that is killed at random moments, with an unreliable mail host and an unreliable
 * RetentBase behind it. Half of the people confirm theirs by the link in the mail. In the end no declaration is lost, no
 * mail comes again within a minute, and billing has ended exactly the contracts whose declaration was confirmed.
 *
 * @param database `url` of a PostgreSQL database, or undefined for SQLite
 */
export async function runDeclarationChaos({ flows, concurrency, kills, random, database }) {
  const { createEmulator } = await import(pathToFileURL(fromRoot("packages/emulator/dist/index.js")).href);
  const folder = mkdtempSync(join(tmpdir(), "retent-chaos-"));
  const clock = { startedAtMs: Date.now(), speed };
  const now = createFastClock(clock);
  const emulator = await createEmulator({ port: 0, now });
  const proxy = await startUnreliableProxy(emulator.url, random);
  const { pickFault, refusals } = createUnreliableMail(random);
  const mailHost = await startMailHost({ now, pickFault });
  const publicUrl = `http://127.0.0.1:${await findFreePort()}/api`;
  const settings = {
    publicUrl,
    clock,
    mailUrl: mailHost.url,
    billingFile: join(folder, "billing.jsonl"),
    upstreamUrl: proxy.url,
    cancelUrl: emulator.url,
    apiKey: emulator.apiKey,
    signingSecret: emulator.signingSecret,
    workspaceKey: emulator.workspaceKey,
    databaseFile: join(folder, "retent.db"),
    databaseUrl: database?.url,
  };
  const server = createKillableServer(settings);
  const counts = { flows, kills: 0 };
  let isOver = false;
  let isGivenUp = false;

  /** The mails go out while the others still declare. */
  async function people() {
    const numbers = Array.from({ length: flows }, (_, number) => number);
    const declared = await mapAtOnce(numbers, concurrency, declareOne);
    await mapAtOnce(declared, concurrency, readMail);
    isOver = true;
    return declared;
  }

  async function declareOne(number) {
    const userId = `user_chaos_${number}`;
    const email = `${userId}@example.com`;
    const ids = await declare({ number, email, publicUrl, random });
    return { userId, email, ids, isConfirmed: number % 2 === 0, isOpened: number % 10 === 1 };
  }

  async function readMail({ email, isConfirmed, isOpened }) {
    if (!isConfirmed && !isOpened) return;
    const mail = await waitForMail(mailHost.mails, email);
    await openLink({ publicUrl, mail, isPressed: isConfirmed });
  }

  /** @param stored the declarations in the store */
  function judge(declared, stored) {
    const { events } = emulator.state();
    return judgeDeclarations(declared, {
      stored,
      events,
      mails: mailHost.mails,
      bills: readBills(settings.billingFile),
    });
  }

  try {
    const [declared] = await Promise.all([
      people(),
      killAtRandom({ server, counts, kills: () => (isGivenUp ? 0 : kills), isOver: () => isOver, random }),
    ]);
    await server.start();
    await waitUntil(() => {
      const { unmailed, wrong } = judge(declared, []);
      return unmailed.length + wrong.length === 0;
    });
    await server.kill();
    const stored = await readDeclarations(settings);
    return { ...counts, mails: mailHost.mails.length, refusals: refusals.count, ...judge(declared, stored) };
  } finally {
    isOver = true;
    isGivenUp = true;
    await server.kill();
    await mailHost.stop();
    proxy.close();
    await emulator.close();
    rmSync(folder, { recursive: true });
  }
}

/** Does the work for every item, for so many of them at a time. */
async function mapAtOnce(items, concurrency, work) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return results;
}

function readBills(file) {
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}

async function readDeclarations(settings) {
  const store = await openStore(settings);
  try {
    return await store.listDeclarations({ environment: "sandbox", limit: 1_000_000 });
  } finally {
    await store.close();
  }
}
