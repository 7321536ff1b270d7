import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findFreePort } from "@retent/test-support/ports";
import { goBack, leave } from "./journey.ts";
import { expect, test } from "./shop.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

interface Started {
  process: ChildProcess;
  output(): string;
}

const { PATH, HOME, npm_config_user_agent: agent } = process.env;
/** Those who run the tests by their own pnpm have installed everything by it, and nothing else has to be. */
const installed = { PATH, HOME, ...(agent !== undefined && { npm_config_user_agent: agent }) };

/** What `npm start` runs, in a process group of its own as in a terminal. */
function start(environment: Record<string, string>): Started {
  const child = spawn(process.execPath, ["scripts/run.mjs", "node", "scripts/start.mjs"], {
    cwd: root,
    env: { ...installed, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      output += String(chunk);
    });
  }
  return { process: child, output: () => output };
}

test("npm start shows the whole way, and Ctrl-C ends everything", async ({ page }) => {
  const data = mkdtempSync(join(tmpdir(), "retent-start-"));
  const [port, emulatorPort] = [await findFreePort(), await findFreePort()];
  const started = start({ PORT: String(port), EMULATOR_PORT: String(emulatorPort), DATA_FOLDER: data });
  try {
    await expect.poll(started.output, { timeout: 50_000 }).toContain("Ctrl-C");
    expect(started.output()).toContain(`Account page   http://localhost:${port} `);
    expect(started.output()).toContain(`Inspector      http://localhost:${emulatorPort} `);

    await page.goto(`http://localhost:${port}`);
    await page.getByRole("button", { name: "Cancel subscription" }).click();
    await leave(page);
    await goBack(page, "Your subscription is cancelled");
    await expect(page.getByText(/^Ends on /)).toBeVisible();
    await expect.poll(started.output).toContain("delivered eventId=");

    expect(started.output()).toContain(`Operator       http://localhost:${port}/api/retent/admin `);
    await page.goto(`http://localhost:${port}/api/retent/admin`);
    await expect(page.getByRole("heading", { name: "Latest cancellations" })).toBeVisible();
    await page.getByRole("link", { name: /^[0-9A-F]{4}-[0-9A-F]{4}$/ }).click();
    await expect(page.getByRole("heading", { name: "Reported to RetentBase" })).toBeVisible();

    const exited = once(started.process, "exit");
    // In a terminal, Ctrl-C reaches every process of the group at once.
    process.kill(-(started.process.pid ?? 0), "SIGINT");
    expect(await exited).toEqual([0, null]);
    await expect(fetch(`http://localhost:${port}`)).rejects.toThrow();
    await expect(fetch(`http://localhost:${emulatorPort}`)).rejects.toThrow();
  } finally {
    if (started.process.exitCode === null) process.kill(-(started.process.pid ?? 0), "SIGKILL");
    rmSync(data, { recursive: true });
  }
});

test("npm start that fails on a setting leaves nothing running", async () => {
  const data = mkdtempSync(join(tmpdir(), "retent-start-"));
  const [port, emulatorPort] = [await findFreePort(), await findFreePort()];
  const started = start({
    PORT: String(port),
    EMULATOR_PORT: String(emulatorPort),
    DATA_FOLDER: data,
    SITE_URL: "http://shop.example",
  });
  // Closed only once every process that holds the output has ended.
  const [status] = await once(started.process, "close");
  expect(status).toBe(1);
  expect(started.output()).toContain("publicUrl: use https");
  await expect(fetch(`http://localhost:${emulatorPort}`)).rejects.toThrow();
  rmSync(data, { recursive: true });
});

for (const [settings, message] of [
  [{ PORT: "abc" }, "PORT has to be a port from 1 to 65535"],
  [{ PORT: "70000" }, "PORT has to be a port from 1 to 65535"],
  [{ PORT: "3456", EMULATOR_PORT: "3456" }, "PORT and EMULATOR_PORT are both 3456"],
] as const) {
  test(`npm start says what is wrong with ${JSON.stringify(settings)}`, async () => {
    const started = start(settings);
    const [status] = await once(started.process, "close");
    expect(status).toBe(1);
    expect(started.output().trim().split("\n")).toEqual([expect.stringContaining(message)]);
  });
}

for (const variable of ["PORT", "EMULATOR_PORT"]) {
  test(`npm start says that ${variable} is taken, and how to choose another`, async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const taken = typeof address === "object" && address ? address.port : 0;
    const started = start({
      PORT: String(await findFreePort()),
      EMULATOR_PORT: String(await findFreePort()),
      [variable]: String(taken),
    });
    const [status] = await once(started.process, "close");
    other.close();
    expect(status).toBe(1);
    expect(started.output()).toContain(
      `Port ${taken} is taken. Choose another one: ${variable}=${taken + 1} npm start`,
    );
  });
}
