import type { CDPSession, Page } from "@playwright/test";
import { expectForwarded, goToHostedPage, leave } from "./journey.ts";
import { expect, test } from "./shop.ts";

/** Everything that a page and its browser say or keep, but for the one body that hands the token to the server. */
function record(page: Page, recorded: string[], tokens: Set<string>): void {
  page.on("console", (message) => recorded.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => recorded.push(`error: ${error.stack}`));
  page.on("request", async (request) => {
    // A fragment stays in the browser; what is recorded is what goes out.
    const [sent] = request.url().split("#");
    const body = request.postData() ?? "";
    if (new URL(request.url()).pathname === "/api/retent/result") tokens.add(JSON.parse(body).token);
    else recorded.push(`body: ${body}`);
    recorded.push(`request: ${sent} ${JSON.stringify(await request.allHeaders().catch(() => ({})))}`);
  });
  page.on("response", async (response) => {
    const headers = await response.allHeaders().catch((): Record<string, string> => ({}));
    // It is RetentBase that sends the browser back with the token, in the fragment.
    if (new URL(response.url()).pathname.startsWith("/api/retent"))
      recorded.push(`answer: ${JSON.stringify(headers)}`);
  });
}

/** What the page at hand could still find out. */
async function inspect(page: Page, devtools: CDPSession): Promise<string> {
  const inside = await page.evaluate(async () => ({
    address: location.href,
    referrer: document.referrer,
    html: document.documentElement.outerHTML,
    storage: [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie],
    databases: await indexedDB.databases(),
    state: JSON.stringify(history.state),
    name: window.name,
    performance: JSON.stringify(performance.getEntries()),
  }));
  const { entries } = await devtools.send("Page.getNavigationHistory");
  const cookies = await page.context().cookies();
  return JSON.stringify({ inside, entries, cookies });
}

test("nothing that the browser says or keeps holds the result token", async ({ page, shop }) => {
  const recorded: string[] = [];
  const tokens = new Set<string>();
  record(page, recorded, tokens);
  const devtools = await page.context().newCDPSession(page);
  await page.addInitScript(() => {
    for (const type of ["start", "redirect", "result", "fallback", "error"]) {
      addEventListener(`retent-${type}`, (event) => console.log(type, JSON.stringify(Object.values(event))));
    }
    new BroadcastChannel("retent").onmessage = ({ data }) => console.log("broadcast", JSON.stringify(data));
  });
  await goToHostedPage(page, shop);
  await leave(page);
  await expect(page.getByText("Your subscription ends on")).toBeVisible();
  recorded.push(`return page: ${await inspect(page, devtools)}`);
  await page.getByRole("link", { name: "Back to my account" }).click();
  await expect(page).toHaveURL(`${shop.url}/`);
  recorded.push(`account page: ${await inspect(page, devtools)}`);
  await expectForwarded(shop, "churned");
  recorded.push(`server: ${shop.output()}`);

  expect(tokens.size).toBe(1);
  for (const token of tokens) {
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    const signature = token.split(".")[2] ?? "";
    expect(recorded.filter((text) => text.includes(token) || text.includes(signature))).toEqual([]);
  }
  expect(recorded.some((text) => text.startsWith("request: ") && text.includes("/api/retent/result"))).toBe(
    true,
  );
});
