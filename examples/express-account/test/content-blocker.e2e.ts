import { FiltersEngine, Request } from "@ghostery/adblocker";
import type { Page } from "@playwright/test";
import { hostedPageRule, ruleGroups } from "./blocker-rules.ts";
import { expectForwarded, leave } from "./journey.ts";
import { expect, type Shop, test } from "./shop.ts";

/** Playwright's words for kinds of requests that filter lists call otherwise. */
const listNames: Record<string, string> = { fetch: "xhr", document: "main_frame" };

/** Has a blocker's own engine decide about every request of the page; answers what it has blocked. */
async function block(page: Page, rules: readonly string[]): Promise<string[]> {
  const engine = FiltersEngine.parse(rules.join("\n"), { loadCosmeticFilters: false });
  const blocked: string[] = [];
  await page.route("**/*", async (route) => {
    const request = route.request();
    const kind = request.resourceType();
    const isFrame = kind === "document" && request.frame().parentFrame() !== null;
    const type = isFrame ? "sub_frame" : (listNames[kind] ?? kind);
    const asked = Request.fromRawDetails({
      url: request.url(),
      sourceUrl: page.url(),
      type: type as "script",
    });
    if (!engine.match(asked).match) return route.fallback();
    blocked.push(`${type} ${new URL(request.url()).pathname}`);
    return route.abort("blockedbyclient");
  });
  return blocked;
}

/** Leaves by whatever way the page offers, up to the receipt or to the end. */
async function leaveAnyhow(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  const wayOn = page.getByRole("link", { name: "Cancel another way" });
  const hosted = page.getByRole("heading", { name: "Why are you leaving?" });
  await expect(wayOn.or(hosted)).toBeVisible();
  if (await hosted.isVisible()) {
    await leave(page);
    // Where the result can't be sent by script, the plain page is one press away.
    const plain = page.getByRole("link", { name: "Cancel without the questions" });
    const end = page.getByRole("heading", { name: "Your subscription is cancelled" });
    await expect(plain.or(end)).toBeVisible();
    if (await end.isVisible()) return;
    await plain.click();
  } else {
    await expect(page.getByText("That did not work. Please try again.")).toBeVisible();
    await wayOn.click();
  }
  await confirm(page);
}

async function confirm(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Confirm cancellation" }).click();
  await expect(page.getByRole("heading", { name: "Your subscription is cancelled" })).toBeVisible();
}

function outcomes(shop: Shop): (string | null)[] {
  return shop
    .emulator()
    .state()
    .events.map((event) => event.outcome);
}

/** What each group keeps from the account page and the pages after it. */
const cases: [string, readonly string[], string[]][] = [
  ["scripts", ruleGroups.script, ["script /api/retent/button.js"]],
  ["fetch requests", ruleGroups.fetch, ["xhr /api/retent/cancel-link"]],
  ["the result alone", ["/retent/result$xmlhttprequest"], ["xhr /api/retent/result"]],
  ["images", ruleGroups.image, ["image /icon.svg"]],
  ["pings", ruleGroups.ping, []],
  ["frames", ruleGroups.frame, []],
  [
    "scripts and fetch requests and all the rest",
    Object.values(ruleGroups).flat(),
    ["script /api/retent/button.js"],
  ],
];

for (const [what, rules, expected] of cases) {
  test(`a content blocker that blocks ${what} does not stop a cancellation`, async ({ page, shop }) => {
    const blocked = await block(page, rules);
    await page.goto(shop.url);
    await leaveAnyhow(page);
    // One cancellation, also where the hosted result was lost and the plain page took over.
    await expect.poll(() => outcomes(shop), { timeout: 45_000 }).toEqual(["churned"]);
    for (const request of expected) expect(blocked).toContain(request);
    if (expected.length === 0) expect(blocked).toEqual([]);
  });
}

test("who comes back from a hosted page that is blocked is offered the plain page", async ({
  page,
  shop,
}) => {
  const blocked = await block(page, [hostedPageRule]);
  await page.goto(shop.url);
  const button = page.getByRole("button", { name: "Cancel subscription" });
  await button.click();
  await expect.poll(() => blocked.length).toBe(1);
  await expect(page).toHaveURL(/^chrome-error:/);
  await page.goBack();
  await expect(button).toBeEnabled();
  await expect(button).not.toHaveAttribute("aria-busy");
  await page.getByRole("link", { name: "Cancel another way" }).click();
  await confirm(page);
  await expectForwarded(shop, "churned");
});
