import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test as base, expect } from "@playwright/test";
import { createEmulator } from "@retent/emulator";
import { createRetent } from "@retent/server";
import { toNode } from "@retent/server/node";
import { createSqliteStore } from "@retent/server/sqlite";
import { findBarriers, findMisfits } from "./find-barriers.ts";

const healthToken = "health_token_of_these_journeys";

interface Served {
  /** Where the operator's page is. */
  url: string;
  /** Has RetentBase refuse a cancellation's outcome; it takes the next try. */
  giveUp(eventId: string, reasonText: string): Promise<void>;
}

/** A server whose operator's page is switched on, with a RetentBase beside it. */
const test = base.extend<{ served: Served }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern.
  served: async ({}, use) => {
    const emulator = await createEmulator({ port: 0 });
    const store = createSqliteStore({ file: ":memory:" });
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const retent = createRetent({
      apiKey: emulator.apiKey,
      resultToken: { secret: emulator.signingSecret, audience: emulator.workspaceKey },
      publicUrl: `${origin}/api/retent`,
      apiUrl: emulator.url,
      cancelUrl: emulator.url,
      identify: () => null,
      healthToken,
      store,
    });
    server.on("request", toNode(retent));
    await use({
      url: `${origin}/api/retent/admin`,
      async giveUp(eventId, reasonText) {
        emulator.addFault({ endpoint: "update", status: 400, body: `no ${"such thing".repeat(40)}` });
        await retent.record({
          eventId,
          userId: "user_1",
          reasonKey: "too_expensive",
          reasonText,
          settlement: { outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" },
        });
        await retent.drainOnce();
      },
    });
    server.closeAllConnections();
    server.close();
    await store.close();
    await emulator.close();
  },
});

test.use({ httpCredentials: { username: "operator", password: healthToken } });

const looks = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced colours": { forcedColors: "active" },
} as const;

test("the operator finds out why an outcome did not arrive, and sends it again, by keyboard on a phone", async ({
  page,
  served,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await served.giveUp(`ev_${"of_a_customer_".repeat(8)}`, "It is\ntoo dear");
  await served.giveUp("ev_2", "too dear");
  await page.goto(served.url);
  const problems: string[] = [];
  page.on("console", (message) => problems.push(message.text()));
  const inEveryLook = async (name: string) => {
    for (const [look, media] of Object.entries(looks)) {
      await page.emulateMedia({ colorScheme: null, forcedColors: null, ...media });
      expect(await findBarriers(page), `${name}, ${look}`).toEqual([]);
      expect(await findMisfits(page), `${name}, ${look}`).toEqual([]);
    }
  };
  await expect(page.getByText("2 tasks failed permanently.")).toBeVisible();
  await expect(
    page.getByRole("img", { name: "Cancellations by the day they started, by day" }),
  ).toBeVisible();
  await inEveryLook("the overview");
  await page.getByText("Figures by day").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Figures by day" })).toBeVisible();
  await inEveryLook("the figures");

  await page.getByRole("link", { name: "Look at the outbox" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Retry: ev_2" })).toBeVisible();
  await inEveryLook("the outbox");

  await page.getByLabel("Search cancellations").fill("ev_2");
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 cancellation, the newest first, found by “ev_2”")).toBeVisible();
  await inEveryLook("the list");
  await page.getByRole("link", { name: "user_1" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Customer user_1", exact: true })).toBeVisible();
  await inEveryLook("a customer");
  await page.getByRole("link", { name: "ev_2", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Cancellation ev_2", exact: true })).toBeVisible();
  await expect(page.getByText("2026-03-31", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("RetentBase did not accept the outcome.", { exact: true })).toBeVisible();
  await expect(page.getByText("too dear")).toBeHidden();
  await inEveryLook("a cancellation");
  await page.getByRole("link", { name: "Show the customer’s own words" }).click();
  await expect(page.getByText("too dear")).toBeVisible();
  await inEveryLook("a customer's words");

  await page.getByRole("link", { name: "Retry: ev_2" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Retry this task?" })).toBeVisible();
  await inEveryLook("a confirmation");
  await page.getByRole("button", { name: "Retry now" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("1 task is queued again.");
  await page.getByRole("link", { name: "Outbox" }).click();
  await page.getByRole("link", { name: /^Close without reporting: ev_of_a_customer/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Close without reporting" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("1 task is closed.");
  await inEveryLook("a row that was closed");
  await page.getByRole("link", { name: "Outbox" }).click();
  await expect(page.getByRole("heading", { name: "Closed" })).toBeVisible();
  await inEveryLook("the outbox with a row that was closed");
  await page.getByRole("link", { name: /^Retry: ev_of_a_customer/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Retry now" }).press("Enter");
  await expect(page.getByRole("status")).toHaveText("1 task is queued again.");
  expect(problems).toEqual([]);
});

test("a list of cancellations is a table on a desk, and has few lines each on a phone", async ({
  page,
  served,
}) => {
  await served.giveUp("ev_1", "too dear");
  await page.goto(`${served.url}?view=cancellations`);
  const cell = page.getByRole("cell", { name: "user_1" });
  const heading = page.getByRole("columnheader", { name: "Customer" });
  const isBelow = async () =>
    ((await cell.boundingBox())?.x ?? 0) - ((await heading.boundingBox())?.x ?? Number.NaN);
  expect(Math.abs(await isBelow())).toBeLessThan(2);
  await page.setViewportSize({ width: 360, height: 640 });
  // Date and reference, customer and subscription, status and outcome, and the reason.
  await expect(page.getByRole("cell", { name: "Too expensive" })).toBeVisible();
  expect((await page.getByRole("row").last().boundingBox())?.height).toBeLessThan(190);
  await page.getByLabel("Status").selectOption("Waiting for your billing");
  await page.getByRole("button", { name: "Filter" }).press("Enter");
  await expect(page.getByText("No cancellation matches.", { exact: false })).toBeVisible();
  await page.getByRole("link", { name: "Clear search and filters" }).click();
  await expect(cell).toBeVisible();
});

test("a mistyped event id leads back to the list", async ({ page, served }) => {
  await page.goto(`${served.url}?event=ev_nobody`);
  await expect(page.getByRole("heading", { name: "Not found" })).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole("link", { name: "All cancellations" }).click();
  await expect(page.getByRole("heading", { name: "Cancellations" })).toBeVisible();
});
