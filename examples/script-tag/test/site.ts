import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base } from "@playwright/test";
import { createEmulator, type Emulator } from "@retent/emulator";
import chromiumFlags from "@retent/test-support/chromium-flags.json" with { type: "json" };
import { findFreePort } from "@retent/test-support/ports";
import { fromRoot } from "@retent/test-support/tools";

export { expect } from "@playwright/test";

/** What opens the operator's page. */
export const healthToken = "health_token_of_these_journeys_4Kd8";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));

/** The example as its own process, and the emulator beside it. */
export interface Site {
  url: string;
  serverUrl: string;
  /** A second origin that may carry the button, where nothing is served yet. */
  otherUrl: string;
  emulator: Emulator;
}

/** What serves: the `retent` command under Node.js, or the Worker in workerd. */
export interface Runtime {
  runtime: "node" | "workerd";
}

/** A browser that blocks third-party cookies. */
export const test = base.extend<{ site: Site } & Runtime>({
  runtime: ["node", { option: true }],
  launchOptions: {
    ...(process.env.RETENT_CHROMIUM && { executablePath: process.env.RETENT_CHROMIUM }),
    args: [...chromiumFlags, "--test-third-party-cookie-phaseout"],
  },
  site: async ({ runtime }, use) => {
    const folder = mkdtempSync(join(tmpdir(), "retent-site-"));
    const emulator = await createEmulator({ port: 0 });
    const [port, serverPort, receiverPort, otherPort] = [
      String(await findFreePort()),
      String(await findFreePort()),
      String(await findFreePort()),
      String(await findFreePort()),
    ];
    const child = spawn(process.execPath, [main], {
      env: {
        PATH: process.env.PATH,
        PORT: port,
        SERVER_PORT: serverPort,
        RECEIVER_PORT: receiverPort,
        HEALTH_TOKEN: healthToken,
        OTHER_SITE: `http://127.0.0.1:${otherPort}`,
        DATABASE_FILE: ":memory:",
        ...(runtime === "workerd" && {
          SERVER_SCRIPT: fromRoot("scripts/serve-worker.mjs"),
          DATA_FOLDER: folder,
        }),
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
      isListening(child),
      exited.then(() => Promise.reject(new Error("the site did not start"))),
    ]);
    await use({
      url: `http://127.0.0.1:${port}`,
      serverUrl: `http://localhost:${serverPort}`,
      otherUrl: `http://127.0.0.1:${otherPort}`,
      emulator,
    });
    child.kill("SIGTERM");
    await exited;
    await emulator.close();
    rmSync(folder, { recursive: true });
  },
});

/** Resolves once both the page and the server are there; what they print later is read too, or they would fail. */
function isListening({ stdout }: ChildProcess): Promise<void> {
  let output = "";
  return new Promise((resolve) => {
    stdout?.on("data", (text) => {
      output += String(text);
      if (output.includes("Membership page on") && /"listening"|workerd is listening/.test(output)) resolve();
    });
  });
}
