import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Emulator } from "@retent/emulator";
import { findFreePort } from "@retent/test-support/ports";
import { startFreezingHost } from "@retent/test-support/start-freezing-host";

const folder = fileURLToPath(new URL("..", import.meta.url));
const next = fileURLToPath(new URL("../node_modules/next/dist/bin/next", import.meta.url));
const bareEnvironment = { PATH: process.env.PATH, HOME: process.env.HOME, NEXT_TELEMETRY_DISABLED: "1" };

/** Builds the site as it is deployed, with no setting at all but the path that it is below. */
export async function buildSite(basePath?: string): Promise<void> {
  const env = { ...bareEnvironment, ...(basePath && { BASE_PATH: basePath }) };
  await promisify(execFile)(process.execPath, [next, "build"], { cwd: folder, env });
}

export interface Site {
  url: string;
  stop(): Promise<void>;
}

/** Starts the site that was built. */
export async function startSite(emulator: Emulator, basePath = ""): Promise<Site> {
  const port = String(await findFreePort());
  const url = `http://localhost:${port}${basePath}`;
  const child = spawn(process.execPath, [next, "start", "--hostname", "127.0.0.1"], {
    cwd: folder,
    env: {
      ...bareEnvironment,
      PORT: port,
      SITE_URL: url,
      ...(basePath && { BASE_PATH: basePath }),
      DATABASE_FILE: ":memory:",
      ...retentBase(emulator),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  await Promise.race([
    isReady(child),
    exited.then(() => Promise.reject(new Error("the site did not start"))),
  ]);
  return {
    url,
    async stop() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

const retentBase = ({ apiKey, signingSecret, workspaceKey, url }: Emulator) => ({
  RETENTBASE_API_KEY: apiKey,
  RETENTBASE_SIGNING_SECRET: signingSecret,
  RETENTBASE_WORKSPACE_KEY: workspaceKey,
  RETENTBASE_API_URL: url,
  RETENTBASE_CANCEL_URL: url,
});

/** Starts the site that was built as Vercel runs it: with PostgreSQL, a timer's secret, and frozen between requests. */
export async function startOnVercel(emulator: Emulator, databaseUrl: string, cronSecret: string) {
  const port = await findFreePort();
  const trackWaitUntil = import.meta.resolve("@retent/test-support/track-wait-until");
  return startFreezingHost({
    program: ["--import", trackWaitUntil, next, "start", "--hostname", "127.0.0.1"],
    cwd: folder,
    env: {
      NEXT_TELEMETRY_DISABLED: "1",
      VERCEL: "1",
      SITE_URL: `http://localhost:${port}`,
      SESSION_SECRET: "a session secret of this test",
      DATABASE_URL: databaseUrl,
      CRON_SECRET: cronSecret,
      ...retentBase(emulator),
    },
    port,
  });
}

async function isReady({ stdout }: ChildProcess): Promise<void> {
  for await (const text of stdout ?? []) if (String(text).includes("Ready")) return;
}
