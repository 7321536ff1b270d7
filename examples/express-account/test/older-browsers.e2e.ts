import type { Browser } from "@playwright/test";
import { type Alteration, alterApis } from "./alter-apis.ts";
import { leave } from "./journey.ts";
import { listNewerApis, listNewerCss } from "./newer-apis.ts";
import { expect, type Shop, test } from "./shop.ts";

// For a trace, Playwright reads the pages by scripts of its own, inside of them.
test.use({ trace: "off" });

const newerApis = listNewerApis();

/** What the pages report, and what goes wrong on them. */
interface Reports {
  found: number;
  used: Set<string>;
  kept: Set<string>;
  /** Uncaught errors, and our own warnings. */
  faults: string[];
}

/** One that draws itself. Its way to the plain page goes through the script: without one it is a piece of text. */
const bareButton = `<retent-cancel-button mode="direct" return-to="/">Leave at once</retent-cancel-button>`;

/**
 * Opens a new browser whose APIs are altered on the shop's pages, and leaves in both ways: by the hosted page, and by the plain page up to
 * the receipt. Fails unless our scripts did their part without an error, even if the page would have done without them.
 */
async function leaveTwice(
  browser: Browser,
  shop: Shop,
  alteration: Pick<Alteration, "apis" | "action">,
): Promise<Reports> {
  const reports: Reports = { found: 0, used: new Set(), kept: new Set(), faults: [] };
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("pageerror", (error) => reports.faults.push(String(error)));
  page.on("console", (message) => {
    const [mark, what, value = ""] = message.text().split(" ");
    if (mark === "retent:") reports.faults.push(message.text());
    if (mark !== "newer-apis") return;
    if (what === "found") reports.found = Number(value);
    if (what === "used") reports.used.add(value);
    if (what === "kept") reports.kept.add(value);
  });
  await page.route(`${shop.url}/`, async (route) => {
    // The server may close a connection that was idle just as it is used again.
    const response = await route.fetch({ maxRetries: 3 });
    const body = (await response.text()).replace("</section>", `${bareButton}</section>`);
    await route.fulfill({ response, body });
  });
  await page.addInitScript(alterApis, { origin: shop.url, ...alteration });

  async function leaveByHostedPage(): Promise<void> {
    await page.goto(shop.url);
    // Screen readers announce a failure only in a region that has this role.
    await expect(page.locator("retent-cancel-button").getByRole("status")).toHaveCount(2);
    const linkRequest = page.waitForRequest("**/cancel-link");
    await page.getByRole("button", { name: "Cancel subscription" }).click();
    expect((await linkRequest).resourceType(), "the script takes over the form").toBe("fetch");
    await leave(page);
    await expect(page.getByText("Your subscription ends on")).toBeVisible();
    expect(page.url(), "the script takes the token").toMatch(/\/return\?event=/);
  }

  async function leaveByPlainPage(): Promise<void> {
    await page.goto(shop.url);
    await page.getByRole("button", { name: "Leave at once" }).click();
    await page.getByRole("button", { name: "Confirm cancellation" }).click();
    await expect(page.getByRole("heading", { name: "Your subscription is cancelled" })).toBeVisible();
  }

  try {
    await leaveByHostedPage();
    // Another customer.
    await context.clearCookies();
    await leaveByPlainPage();
  } catch (error) {
    reports.faults.push(String(error));
  } finally {
    await context.close();
  }
  return reports;
}

/** The button's script, and the return page with its own. */
async function readScripts(shop: Shop): Promise<string[]> {
  const paths = ["button.js", "return"];
  return Promise.all(paths.map(async (path) => (await fetch(`${shop.url}/api/retent/${path}`)).text()));
}

/** What our scripts check by `in`, which reads no property: such as `adoptedStyleSheets in Document.prototype`. */
async function listChecks(shop: Shop): Promise<Set<string>> {
  const scripts = (await readScripts(shop)).join("\n");
  const checks = scripts.matchAll(/["'`](\w+)["'`]\s*in\s+([\w.]+)/g);
  return new Set(Array.from(checks, ([, key, owner]) => `${key} in ${owner}`));
}

test("a browser that lacks any one of the newer APIs lets its customers leave", async ({ browser, shop }) => {
  test.setTimeout(120_000);
  const { found, used, faults } = await leaveTwice(browser, shop, { apis: newerApis, action: "watch" });
  expect(faults).toEqual([]);
  const checks = await listChecks(shop);
  // Removing what no script touches can change nothing.
  const touched = newerApis.filter(
    ({ name, owner, key }) => used.has(name) || checks.has(`${key} in ${owner.join(".") || "window"}`),
  );
  const names = touched.map(({ name }) => name);
  console.log(`${found} newer APIs in this browser, ${names.length} touched: ${names.join(", ")}`);
  // What Lit is known to use and to check shows that watching works.
  const known = ["ShadowRoot.adoptedStyleSheets", "CSSStyleSheet.replace", "trustedTypes"];
  expect(names).toEqual(expect.arrayContaining(known));

  const failures: [string, string[]][] = [];
  const queue = touched.values();
  async function removeOneByOne(): Promise<void> {
    for (const api of queue) {
      const { kept, faults } = await leaveTwice(browser, shop, { apis: [api], action: "remove" });
      if (kept.size) faults.push("not removed");
      if (faults.length) failures.push([api.name, faults]);
    }
  }
  await Promise.all([removeOneByOne(), removeOneByOne(), removeOneByOne()]);
  expect(failures).toEqual([]);
});

test("a browser that has none of the newer APIs lets its customers leave", async ({ browser, shop }) => {
  const { found, kept, faults } = await leaveTwice(browser, shop, { apis: newerApis, action: "remove" });
  console.log(`${found - kept.size} newer APIs removed`);
  expect(faults).toEqual([]);
  // No page can remove well-known symbols.
  expect([...kept].filter((name) => !name.startsWith("Symbol."))).toEqual([]);
  expect(found).toBeGreaterThan(1000);
});

test("none of our scripts has syntax that the oldest supported browsers can't read", async ({ shop }) => {
  const [button, returnPage] = await readScripts(shop);
  expect(button).toContain("retent-cancel-button");
  expect(returnPage).toContain("ci_result_token");
  for (const script of [button, returnPage]) {
    // Static blocks and lookbehind are what Safari 15.4 lacks of ES2022, which the scripts are built for.
    expect(script).not.toMatch(/static\s*\{|\(\?<[=!]/);
  }
});

test("none of our styles has properties or functions that one of the oldest supported browsers lacks", async ({
  shop,
}) => {
  const [button = "", returnPage = ""] = await readScripts(shop);
  const [, pageStyles = ""] = /<style[^>]*>(.*)<\/style>/s.exec(returnPage) ?? [];
  // The button's style sheets are the texts that end with a block.
  const buttonStyles = Array.from(button.matchAll(/`([^`$]*\{[^`]*\})`/g), ([, text]) => text).join("\n");
  const newer = new Set(listNewerCss());
  expect([...newer]).toEqual(expect.arrayContaining(["rotate:", "light-dark("]));
  for (const styles of [pageStyles, buttonStyles]) {
    const used = styles.replaceAll("\\n", "\n").match(/[\w-]+[:(]/g) ?? [];
    expect(used).toContain("border:");
    // Before Safari 16.4 an outline only does not follow rounded corners, and without text-wrap the lines of a
    // title only are less even.
    const harmless = ["outline:", "text-wrap:"];
    expect(used.filter((name) => newer.has(name) && !harmless.includes(name))).toEqual([]);
  }
});
