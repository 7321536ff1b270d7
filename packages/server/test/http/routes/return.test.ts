import { describe, expect, test } from "vitest";
import { startServer } from "../../server-under-test.ts";

describe("the return page", () => {
  test("runs its own script and nothing else, and can't be framed", async () => {
    const { browser } = await startServer();
    const response = await browser.get("/return");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const page = await response.text();
    const policy = response.headers.get("content-security-policy") ?? "";
    const nonce = /<script nonce="([^"]+)">/.exec(page)?.[1];
    expect(nonce).toMatch(/.{16}/);
    for (const directive of [
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `style-src 'nonce-${nonce}'`,
      "connect-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy.split("; ")).toContain(directive);
    }
    expect(policy).not.toMatch(/unsafe|\*|evil/);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<\/script>/g)).toHaveLength(1);
    expect(page).not.toMatch(/ src=| on\w+="/);
  });

  test("has a fresh nonce each time", async () => {
    const { browser } = await startServer();
    const policy = async () => (await browser.get("/return")).headers.get("content-security-policy");
    expect(await policy()).not.toBe(await policy());
  });

  test("says the same whatever the query says", async () => {
    const { browser } = await startServer();
    const withoutNonce = async (path: string) =>
      (await (await browser.get(path)).text()).replace(/nonce="[^"]+"/g, "");
    const plain = await withoutNonce("/return");
    const query = "?ci_result_token=eyJ.reflected&returnTo=https://evil.example&<script>alert(1)</script>";
    expect(await withoutNonce(`/return${query}`)).toBe(plain);
  });

  test("works without script: a button asks the server", async () => {
    const { browser } = await startServer();
    const page = await (await browser.get("/return")).text();
    expect(page).toMatch(/<form[^>]+method="post" action="[^"]*\/api\/retent\/return">/);
    expect(page).toContain("<noscript>");
    expect(page).toContain('href="https://shop.example/"');
  });
});

describe("the return page's way to the plain page", () => {
  const hrefOn = (page: string) => /<a id="plain-page"[^>]* href="([^"]+)"/.exec(page)?.[1];

  test("goes on with the cancellation that this browser left open, so that no second one starts", async () => {
    const { browser, newBrowser, startFlow, bringBack } = await startServer();
    const page = async (from = browser) => hrefOn(await (await from.get("/return")).text());
    expect(await page()).toBe("/api/retent/cancel");
    const flow = await startFlow();
    expect(await page()).toBe(`/api/retent/cancel?event=${flow.eventId}`);
    expect(await page(newBrowser())).toBe("/api/retent/cancel");
    await bringBack(flow);
    expect(await page()).toBe("/api/retent/cancel");
  });

  test("is there while the store is not, and so is the script that takes the token out of the address", async () => {
    const { browser, startFlow, store } = await startServer();
    await startFlow();
    await store.close();
    const response = await browser.get("/return");
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(hrefOn(page)).toBe("/api/retent/cancel");
    expect(page).toContain("<script nonce=");
  });
});

describe("the return page's way back to the questions", () => {
  test("asks them again, and then leads to where the customer came from", async () => {
    const { browser, startFlow } = await startServer();
    await startFlow({ returnTo: "/plans" });
    const response = await browser.get("/return");
    const form = /<form id="questions"[\s\S]*?<\/form>/.exec(await response.text())?.[0] ?? "";
    const returnTo = /name="returnTo" value="([^"]+)"/.exec(form)?.[1] ?? "";
    expect(returnTo).toBe("https://shop.example/plans");
    const hostedUrl = (await browser.postForm("/cancel-link", { returnTo })).headers.get("location") ?? "";
    expect(hostedUrl).toMatch(/^https:\/\/cancel\.retentbase\.com\//);
    // Browsers hold the redirect against the policy.
    const policy = response.headers.get("content-security-policy");
    expect(policy).toMatch(new RegExp(`form-action [^;]*${new URL(hostedUrl).origin}`));
  });
});

describe("the return page of a known cancellation", () => {
  test("says how it ended, and where to go on", async () => {
    const { browser, startFlow, bringBack } = await startServer({
      onResult: () => ({ outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" }),
    });
    const flow = await startFlow({ returnTo: "/plans" });
    await bringBack(flow);
    const page = await (await browser.get(`/return?event=${flow.eventId}`)).text();
    expect(page).toContain("Your subscription ends on March\u00a031,\u00a02026.");
    expect(page).toContain('<h1 id="title">Your subscription is cancelled</h1>');
    expect(page).toMatch(/<a id="continue"[^>]* href="https:\/\/shop.example\/plans"/);
    expect(page).toContain(`href="/api/retent/cancel?event=${flow.eventId}">View the receipt</a>`);
    expect(page).not.toContain("<noscript>");
  });

  test("says no more than that it was received before billing has settled it", async () => {
    const { browser, startFlow, bringBack } = await startServer({ onResult: () => ({ pending: true }) });
    const flow = await startFlow();
    await bringBack(flow);
    const page = await (await browser.get(`/return?event=${flow.eventId}`)).text();
    expect(page).toContain("We have received your cancellation");
    expect(page).toContain("Your cancellation is now being processed.");
    expect(page).toContain("March 1, 2026");
    expect(page).toContain(flow.eventId);
    expect(page).not.toContain("cancelled");
  });

  test("is shown to the browser that started it and to its customer alone, and says nothing before there is an answer", async () => {
    const { browser, newBrowser, startFlow, bringBack, session } = await startServer();
    const flow = await startFlow();
    const path = `/return?event=${flow.eventId}`;
    expect(await (await browser.get(path)).text()).toContain("<noscript>");
    await bringBack(flow);
    expect(await (await newBrowser().get(path)).text()).not.toContain("<noscript>");
    expect(await (await browser.get("/return?event=%00")).text()).toContain("<noscript>");
    session.customer = { userId: "user_2" };
    expect(await (await browser.get(path)).text()).toContain("<noscript>");
    expect(await (await newBrowser().get(path)).text()).toContain("<noscript>");
    session.customer = null;
    expect(await (await newBrowser().get(path)).text()).toContain("<noscript>");
  });
});
