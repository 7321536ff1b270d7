import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEmulator, type Emulator } from "@retent/emulator";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));

/** The example as its own process, the emulator beside it, and a SQLite file of their own. */
export interface Shop {
  url: string;
  /** RetentBase's other side; gone while it is down. */
  emulator(): Emulator;
  stopEmulator(): Promise<void>;
  startEmulator(): Promise<void>;
  /** Starts the shop's process again, on the same port and database. */
  start(): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<void>;
  /** What the shop printed so far, over all its processes. */
  output(): string;
  /** Ends everything, and takes the database away. */
  close(): Promise<void>;
}

/** Opens a shop. @param siteUrl where customers reach it, if not at its own port */
export async function openShop(port: number, siteUrl = `http://localhost:${port}`): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), "retent-shop-"));
  const stateFile = join(folder, "emulator.json");
  let emulator = await createEmulator({ port: 0, stateFile });
  const emulatorPort = Number(new URL(emulator.url).port);
  let output = "";
  let child: ChildProcess | undefined;

  const shop: Shop = {
    url: siteUrl,
    emulator: () => emulator,
    stopEmulator: () => emulator.close(),
    async startEmulator() {
      emulator = await createEmulator({ port: emulatorPort, stateFile });
    },
    async start() {
      const started = startShop({
        PORT: String(port),
        SITE_URL: siteUrl,
        EMULATOR_PORT: String(emulatorPort),
        DATABASE_FILE: join(folder, "retent.db"),
        SESSION_SECRET: "a session secret for this test alone",
        OPERATOR: "open",
        RETENTBASE_API_KEY: emulator.apiKey,
        RETENTBASE_SIGNING_SECRET: emulator.signingSecret,
        RETENTBASE_WORKSPACE_KEY: emulator.workspaceKey,
      });
      child = started;
      for (const stream of [started.stdout, started.stderr]) {
        stream?.on("data", (chunk) => {
          output += String(chunk);
        });
      }
      const exited = once(started, "exit").then(() =>
        Promise.reject(new Error(`the shop did not start: ${output}`)),
      );
      exited.catch(() => {});
      await Promise.race([once(started.stdout as NodeJS.ReadableStream, "data"), exited]);
    },
    async kill(signal) {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill(signal);
      await exited;
    },
    output: () => output,
    async close() {
      await shop.kill("SIGKILL");
      await emulator.close();
      rmSync(folder, { recursive: true });
    },
  };

  await shop.start();
  return shop;
}

/** Starts the example's process with these settings and no others of the machine's. */
export function startShop(settings: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
