import { once } from "node:events";
import { createServer } from "node:http";
import { expectForwarded, leave } from "./member.ts";
import { expect, healthToken, test } from "./site.ts";

/** What the page is made with, and whether customers click a link there. */
const builders = [
  ["HTML page or template", false],
  ["Webflow", false],
  ["Wix", true],
] as const;

for (const [builder, isLink] of builders) {
  test(`what the set-up page gives for ${builder} works on a page of another origin as it is`, async ({
    page,
    browser,
    site,
  }) => {
    const messages: string[] = [];
    const context = await browser.newContext({
      httpCredentials: { username: "operator", password: healthToken },
    });
    const setup = await context.newPage();
    setup.on("console", (message) => messages.push(message.text()));
    await setup.goto(`${site.serverUrl}/api/admin`);
    await setup.getByRole("navigation").getByRole("link", { name: "Setup" }).click();
    await setup.getByLabel("Your site is built with").selectOption(builder);
    await setup.getByLabel("Or by a function of your page").fill("shop.getToken");
    await setup.getByLabel("Label", { exact: true }).fill("Leave the club");
    // What is chosen shows without a press of the button.
    await setup.getByLabel("Label", { exact: true }).blur();
    const preview = setup.frameLocator("iframe");
    await preview.getByRole("link", { name: "Leave the club" }).click();
    await expect(preview.getByText("On your page, this starts a cancellation.")).toBeVisible();
    const [script = "", button = ""] = await setup
      .locator("textarea[readonly]")
      .evaluateAll((areas) => areas.map((area) => (area as HTMLTextAreaElement).value));
    await setup.getByRole("button", { name: "Copy" }).first().click();
    await expect(setup.getByRole("button", { name: "Copied" })).toBeFocused();
    await context.grantPermissions(["clipboard-read"]);
    expect(await setup.evaluate(() => navigator.clipboard.readText())).toBe(script);
    expect(site.emulator.state().sessions).toEqual([]);
    await context.close();

    page.on("console", (message) => messages.push(message.text()));
    // Cookies know no ports: the site's own page leaves the member's token there.
    await page.goto(site.url);
    const pasted = `<!doctype html><html lang="en"><head><title>Club</title>
<script>shop = { getToken: () => /member_token=([^;]*)/.exec(document.cookie)[1] }</script>
${script}</head>
<body>${isLink ? `<a href="${button.trim()}">Leave the club</a>` : button}</body></html>`;
    const server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end(pasted);
    }).listen(Number(new URL(site.otherUrl).port), "127.0.0.1");
    await once(server, "listening");
    await page.goto(site.otherUrl);
    await page.getByText("Leave the club").click();
    await leave(page);
    await expectForwarded(site);
    server.closeAllConnections();
    server.close();
    expect(messages.filter((text) => !text.startsWith("Failed to load resource"))).toEqual([]);
  });
}

test("the operator runs doctor's checks on the set-up page", async ({ browser, site, runtime }) => {
  const context = await browser.newContext({
    httpCredentials: { username: "operator", password: healthToken },
  });
  const setup = await context.newPage();
  await setup.goto(`${site.serverUrl}/api/admin/setup`);
  await setup.getByRole("button", { name: "Run the checks" }).click();
  await expect(setup.getByText("It creates links (sandbox)")).toBeVisible();
  if (runtime === "node") await expect(setup.getByText("The receiver takes a signed message")).toBeVisible();
  await expect(setup.getByText("Failed", { exact: true })).toHaveCount(0);
  await context.close();
});
