import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expectForwarded, leave } from "./member.ts";
import { expect, type Site, test } from "./site.ts";

/** The receiver has ended the membership for when the month is over, and the page knows it. */
async function expectEnding(page: Page, { url }: Site): Promise<void> {
  await page.getByRole("heading", { name: "Your subscription is cancelled" }).waitFor();
  await page.getByRole("link", { name: "Back to my account" }).click();
  const now = new Date();
  const end = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1)).toISOString().slice(0, 10);
  await expect(page).toHaveURL(`${url}/`);
  await expect(page.getByText(`Your membership ends on ${end}.`)).toBeVisible();
}

test("the browser of these tests keeps cookies of the page's own site alone", async ({
  page,
  context,
  site,
}) => {
  const other = createServer((_request, response) => {
    response.writeHead(200, { "set-cookie": "other=1; SameSite=None; Secure" }).end("");
  }).listen(0, "127.0.0.1");
  await once(other, "listening");
  const otherUrl = `http://localhost:${(other.address() as AddressInfo).port}/`;

  await page.goto(site.url);
  await page.evaluate((url) => {
    const frame = document.createElement("iframe");
    frame.src = url;
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
    document.body.append(frame);
    return loaded;
  }, otherUrl);
  expect(await context.cookies(otherUrl)).toEqual([]);
  await page.goto(otherUrl);
  expect(await context.cookies(otherUrl)).toMatchObject([{ name: "other" }]);
  other.closeAllConnections();
  other.close();
});

for (const [what, name] of [
  ["the element", "Cancel membership"],
  ["a bound link", "Cancel by this link"],
  ["a link without an attribute", "Cancel by the bare link"],
] as const) {
  test(`a member leaves by ${what}, and comes back to the page`, async ({ page, site }) => {
    const violations: string[] = [];
    page.on("console", (message) => violations.push(message.text()));
    await page.goto(site.url);
    await page.getByText(name, { exact: true }).click();
    await leave(page);
    await expectEnding(page, site);
    await expectForwarded(site);
    expect(violations).toEqual([]);
  });
}

test("a member leaves in a popup, and the page that stayed says so", async ({ page, site }) => {
  await page.goto(site.url);
  const opened = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Cancel by this button" }).click();
  const popup = await opened;
  await leave(popup);
  await expect(page.getByText(/^Your subscription ends on /)).toBeVisible();
  await expect.poll(() => popup.isClosed()).toBe(true);
  await expectForwarded(site);
});

test("a member comes back undecided from a popup, which closes, and the button can be used again", async ({
  page,
  site,
}) => {
  await page.goto(site.url);
  const button = page.getByRole("button", { name: "Cancel by this button" });
  const opened = page.waitForEvent("popup");
  await button.click();
  const popup = await opened;
  await popup.getByRole("link", { name: "Back to my account without cancelling" }).click();
  await expect.poll(() => popup.isClosed()).toBe(true);
  const openedAgain = page.waitForEvent("popup");
  await button.click();
  await leave(await openedAgain);
  await expect(page.getByText(/^Your subscription ends on /)).toBeVisible();
});

test("a member leaves in a popup on the plain page, keeps its receipt, and the page that stayed says so", async ({
  page,
  site,
}) => {
  site.emulator.addFault({ endpoint: "cancel-link", status: 500 });
  await page.goto(site.url);
  const opened = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Cancel by this button" }).click();
  const popup = await opened;
  await popup.getByRole("button", { name: "Confirm cancellation" }).click();
  await expect(page.getByText(/^Your subscription ends on /)).toBeVisible();
  await expect(popup.getByText(/^Your subscription ends on /)).toBeVisible();
});

test("the script has the integrity that the command printed, and a changed one does not run", async ({
  page,
  site,
}) => {
  await page.route("**/api/button.js", (route) =>
    route.fulfill({
      contentType: "text/javascript",
      headers: { "access-control-allow-origin": "*" },
      body: "document.title = 'changed'",
    }),
  );
  const refused = page.waitForEvent("console", (message) => message.text().includes("integrity"));
  await page.goto(site.url);
  await refused;
  expect(await page.title()).toBe("Your membership");
  // The form inside the element does without it.
  await page.getByRole("button", { name: "Cancel membership" }).click();
  await leave(page);
  await expectEnding(page, site);
});

/** Unsigned, for the user member_1. */
const madeUpToken = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZW1iZXJfMSJ9.";

test("a token that was made up leads nowhere", async ({ page, context, site }) => {
  await page.goto(site.url);
  await context.addCookies([{ name: "member_token", value: madeUpToken, url: site.url }]);
  await page.getByText("Cancel by this link").click();
  await expect(page.getByText("Sign in first")).toBeVisible();
  expect(site.emulator.state().sessions).toEqual([]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a member leaves by the form, with the token in it", async ({ page, site }) => {
    await page.goto(site.url);
    await page.getByRole("button", { name: "Cancel membership" }).click();
    await leave(page);
    await page.getByRole("button", { name: "Show the result" }).click();
    await expectEnding(page, site);
    await expectForwarded(site);
  });
});
