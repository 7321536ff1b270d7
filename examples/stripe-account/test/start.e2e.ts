import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { findFreePort } from "@retent/test-support/ports";

const root = fileURLToPath(new URL("../../../", import.meta.url));

let started: ChildProcess;
let output = "";
let shopUrl: string;
let inspectorUrl: string;
let data: string;

const { PATH, HOME, npm_config_user_agent: agent } = process.env;
/** Those who run the tests by their own pnpm have installed everything by it, and nothing else has to be. */
const installed = { PATH, HOME, ...(agent !== undefined && { npm_config_user_agent: agent }) };

/** What `npm start -- --stripe` runs, in a process group of its own as in a terminal. */
test.beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "retent-start-"));
  const ports = {
    PORT: String(await findFreePort()),
    EMULATOR_PORT: String(await findFreePort()),
    STRIPE_PORT: String(await findFreePort()),
  };
  shopUrl = `http://localhost:${ports.PORT}`;
  inspectorUrl = `http://localhost:${ports.EMULATOR_PORT}`;
  started = spawn(process.execPath, ["scripts/run.mjs", "node", "scripts/start.mjs", "--stripe"], {
    cwd: root,
    env: { ...installed, DATA_FOLDER: data, ...ports },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  for (const stream of [started.stdout, started.stderr]) {
    stream?.on("data", (chunk) => {
      output += String(chunk);
    });
  }
  await expect.poll(() => output, { timeout: 50_000 }).toContain("Ctrl-C");
});

test.afterAll(async () => {
  const exited = once(started, "exit");
  process.kill(-(started.pid ?? 0), "SIGINT");
  await exited;
  rmSync(data, { recursive: true });
});

/** One of the customer's two subscriptions, as the account page or the portal shows it. */
function findPlan(page: Page, name: "Team" | "Storage"): Locator {
  return page.locator("section", { has: page.getByRole("heading", { name }) });
}

/** Leaves the subscription that a schedule manages, by the hosted page. */
async function leaveStorage(page: Page): Promise<void> {
  await page.goto(shopUrl);
  await expect(findPlan(page, "Storage").getByText(/^Next payment on /)).toBeVisible();
  await page.getByRole("button", { name: "Cancel Storage" }).click();
  await page.getByLabel("It is too expensive").check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "No thanks" }).click();
  await page.getByRole("button", { name: "Cancel my subscription" }).click();
  // Nothing is said to be cancelled before Stripe says so.
  await expect(page.getByText("Your cancellation is now being processed")).toBeVisible();
  await page.getByRole("link", { name: "Back to my account" }).click();
  await expect(findPlan(page, "Storage").getByText(/^Ends on /)).toBeVisible();
  await expect(findPlan(page, "Team").getByText(/^Next payment on /)).toBeVisible();
}

/** What RetentBase knows of the only customer of this page. */
async function outcomeOf(page: Page): Promise<unknown> {
  const userId = /user_[\w-]+/.exec((await page.getByText("Signed in as").textContent()) ?? "")?.[0];
  const state = (await (await fetch(`${inspectorUrl}/_emulator/state`)).json()) as {
    events: { userId: string; outcome?: string | null }[];
  };
  return state.events.find((event) => event.userId === userId)?.outcome ?? null;
}

test("a customer leaves the subscription under a schedule, and keeps the other one", async ({ page }) => {
  await leaveStorage(page);
  expect(await outcomeOf(page)).toBeNull();

  await page.getByRole("link", { name: "Manage billing at Stripe" }).click();
  await expect(findPlan(page, "Storage").getByText(/^Ends on /)).toBeVisible();
  await findPlan(page, "Storage").getByRole("button", { name: "Time passes" }).click();
  await expect(findPlan(page, "Storage").getByText(/^Ended on /)).toBeVisible();
  await expect(findPlan(page, "Team").getByText(/^Renews on /)).toBeVisible();
  await page.getByRole("link", { name: "Back to the shop" }).click();
  await expect(findPlan(page, "Storage").getByText(/^Ended on /)).toBeVisible();
  await expect(page.getByRole("button", { name: "Cancel Team" })).toBeVisible();

  await expect.poll(() => outcomeOf(page)).toBe("churned");
  await page.goto(inspectorUrl);
  await expect(page.getByText("churned").first()).toBeVisible();
});

test("a customer who thinks better of it at Stripe is recovered", async ({ page }) => {
  await leaveStorage(page);
  await page.getByRole("link", { name: "Manage billing at Stripe" }).click();
  await findPlan(page, "Storage").getByRole("button", { name: "Don’t cancel" }).click();
  await expect(findPlan(page, "Storage").getByText(/^Renews on /)).toBeVisible();
  await page.getByRole("link", { name: "Back to the shop" }).click();
  await expect.poll(() => outcomeOf(page)).toBe("recovered");
});
