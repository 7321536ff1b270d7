import { expectForwarded, goToHostedPage, leave, patchStatuses } from "./journey.ts";
import { expect, test } from "./shop.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("while RetentBase is down a customer cancels on the plain page, and RetentBase learns of it later", async ({
      page,
      shop,
    }) => {
      await shop.stopEmulator();
      await page.goto(shop.url);
      await page.getByRole("button", { name: "Cancel subscription" }).click();

      await expect(page.getByText("You are about to cancel your subscription “Team”.")).toBeVisible();
      await page.getByRole("button", { name: "Confirm cancellation" }).click();
      await expect(page.getByRole("heading", { name: "Your subscription is cancelled" })).toBeVisible();
      await expect(page.getByText(/Your subscription ends on .*\s1,\s/)).toBeVisible();
      const receipt = page.url();
      const eventId = new URL(receipt).searchParams.get("event");
      await expect(page.getByText(eventId ?? "missing")).toBeVisible();
      await page.getByRole("link", { name: "Back to my account" }).click();
      await expect(page.getByText(/^Ends on /)).toBeVisible();

      await shop.startEmulator();
      await expectForwarded(shop, "churned");
      const [event] = shop.emulator().state().events;
      expect(event).toMatchObject({ eventId, reasonKey: "not_asked", source: "api" });
      expect(patchStatuses(shop)).toEqual([200]);
      await page.goto(receipt);
      await expect(page.getByRole("heading", { name: "Your subscription is cancelled" })).toBeVisible();
    });
  });
}

test("a result that the server can't take yet is sent again automatically", async ({ page, shop }) => {
  await goToHostedPage(page, shop);
  let posts = 0;
  await page.route("**/result", (route) => {
    posts += 1;
    return posts > 1
      ? route.continue()
      : route.fulfill({
          status: 503,
          headers: { "retry-after": "1" },
          json: { code: "result_not_yet_valid" },
        });
  });
  await leave(page);
  await expect(page.getByText(/^Your subscription ends on/)).toBeVisible();
  await expectForwarded(shop, "churned");
  expect(posts).toBe(2);
});

test("an outcome that was settled while RetentBase is down is forwarded once it is back", async ({
  page,
  shop,
}) => {
  await goToHostedPage(page, shop);
  shop.emulator().addFault({ endpoint: "update", drop: true, times: 0 });
  await leave(page);
  await expect(page.getByText(/^Your subscription ends on /)).toBeVisible();
  await shop.stopEmulator();
  await shop.startEmulator();
  await expectForwarded(shop, "churned");
  expect(patchStatuses(shop)).toEqual([200]);
});

test("killed between the customer's return and the PATCH, the server sends it after its restart, once", async ({
  page,
  shop,
}) => {
  await goToHostedPage(page, shop);
  shop.emulator().addFault({ endpoint: "update", drop: true, times: 0 });
  await leave(page);
  await expect(page.getByText(/^Your subscription ends on /)).toBeVisible();
  await expect.poll(() => patchStatuses(shop).length).toBeGreaterThan(0);
  await shop.kill("SIGKILL");
  expect(
    shop
      .emulator()
      .state()
      .events.map((event) => event.outcome),
  ).toEqual([null]);
  shop.emulator().clearFaults();
  const failed = patchStatuses(shop).length;

  await shop.start();
  await expectForwarded(shop, "churned");
  await expect.poll(() => shop.output()).toContain("delivered");
  expect(patchStatuses(shop).filter((status) => status === 200)).toEqual([200]);
  expect(patchStatuses(shop)).toHaveLength(failed + 1);
  expect(shop.emulator().state().events[0]?.updates).toHaveLength(1);
});

test("a customer whose answer never arrived sends it again", async ({ page, shop }) => {
  await goToHostedPage(page, shop);
  await page.route("**/api/retent/result", (route) => route.abort(), { times: 1 });
  await leave(page);
  await expect(page.getByRole("heading", { name: "Your answer is not confirmed yet" })).toBeVisible();
  await expect(page.getByText("We don’t know yet whether anything is cancelled.")).toBeVisible();
  await expect(page.getByText("Account", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/^Your subscription ends on /)).toBeVisible();
  await expectForwarded(shop, "churned");
});

test("where the button's request is blocked, its way on leads to the plain page", async ({ page, shop }) => {
  await page.goto(shop.url);
  await page.route("**/api/retent/cancel-link", (route) => route.abort());
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  await page.locator('a[href$="/api/retent/cancel"]').click();
  await page.getByRole("button", { name: "Confirm cancellation" }).click();
  await expect(page.getByRole("heading", { name: "Your subscription is cancelled" })).toBeVisible();
  await expectForwarded(shop, "churned");
});
