import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Emulator } from "@retent/emulator";
import { findFreePort } from "@retent/test-support/ports";

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
      RETENTBASE_API_KEY: emulator.apiKey,
      RETENTBASE_SIGNING_SECRET: emulator.signingSecret,
      RETENTBASE_WORKSPACE_KEY: emulator.workspaceKey,
      RETENTBASE_API_URL: emulator.url,
      RETENTBASE_CANCEL_URL: emulator.url,
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

async function isReady({ stdout }: ChildProcess): Promise<void> {
  for await (const text of stdout ?? []) if (String(text).includes("Ready")) return;
}
