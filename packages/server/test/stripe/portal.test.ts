import { describe, expect, test } from "vitest";
import { useLocalStripe } from "./stripe-shop.ts";

const local = useLocalStripe();

describe("the portal", () => {
  test("is where the signed-in customer is sent", async () => {
    const shop = await local.startShop();
    const response = await shop.browser.get("/portal");
    expect(response.status).toBe(303);
    const location = response.headers.get("location") ?? "";
    expect(location).toContain(`${local.stripe.url}/p/session?customer=${shop.customer}`);
    const page = await (await fetch(location)).text();
    expect(page).toContain("Renews on");
    expect(page).toContain("https://shop.example/");
  });

  test("can be asked for by a form, from the site's own pages alone", async () => {
    const { browser } = await local.startShop();
    expect((await browser.postForm("/portal")).status).toBe(303);
    const foreign = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await browser.postForm("/portal", {}, foreign)).status).toBe(403);
  });

  test.each([
    ["payment_method_update", "payment_method_update"],
    ["subscription_update", "subscription_update"],
    ["subscription_cancel", "subscription_cancel"],
    ["", null],
  ])("is opened at a page about one thing: %s", async (flow, opened) => {
    const shop = await local.startShop();
    for (const response of [
      await shop.browser.get(`/portal?flow=${flow}`),
      await shop.browser.postForm("/portal", { flow }),
    ]) {
      expect(response.status).toBe(303);
      const { searchParams } = new URL(response.headers.get("location") ?? "");
      expect(searchParams.get("flow")).toBe(opened);
    }
  });

  test("is opened at its start where it is not known which subscription a page would be about", async () => {
    const shop = await local.startShop();
    local.stripe.addSubscription({ customer: shop.customer, metadata: { userId: "user_1" } });
    const response = await shop.browser.get("/portal?flow=subscription_cancel");
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).not.toContain("flow=");
  });

  test("is not opened at a page that does not exist, and the field is named", async () => {
    const shop = await local.startShop();
    const response = await shop.browser.get("/portal?flow=refund");
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/flow: must be one of/);
  });

  test("is neither for a visitor who is not signed in nor for a customer whom Stripe doesn't know: a page leads on", async () => {
    const shop = await local.startShop();
    const accept = { accept: "text/html" };
    shop.session.customer = { userId: "user_9" };
    const unknown = await shop.browser.get("/portal", accept);
    expect(unknown.status).toBe(404);
    expect(await unknown.text()).toContain("https://shop.example/");
    shop.session.customer = null;
    expect((await shop.browser.get("/portal", accept)).status).toBe(401);
  });

  test.each([
    ["the merchant's own domain at Stripe", "https://billing.shop.example/p/session/1", 303],
    ["a page without https", "http://billing.stripe.com/p/session/1", 500],
    ["no page", "javascript:alert(1)", 500],
    ["nothing", "", 500],
  ])("that Stripe says is at %s (%s) is answered %i", async (_, url, status) => {
    const shop = await local.startShop({
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (!String(input).includes("billing_portal")) return response;
        return Response.json({ ...((await response.json()) as object), url });
      },
    });
    const response = await shop.browser.get("/portal");
    expect(response.status).toBe(status);
    expect(response.headers.get("location")).toBe(status === 303 ? url : null);
  });

  test("is not asked for without end", async () => {
    const shop = await local.startShop({}, { limits: { linksPerUser: 2 } });
    const statuses = [];
    for (let times = 0; times < 3; times += 1) statuses.push((await shop.browser.get("/portal")).status);
    expect(statuses).toEqual([303, 303, 429]);
  });

  test.each([
    ["an image", { "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" }],
    ["a script", { "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" }],
    ["a frame", { "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" }],
  ])("is not opened by %s of another site, and that counts for nothing", async (_, headers) => {
    const shop = await local.startShop({}, { limits: { linksPerUser: 1 } });
    for (const method of ["GET", "HEAD", "GET"]) {
      const init = { method, headers: { "sec-fetch-site": "cross-site", ...headers } };
      expect((await shop.browser.send("/portal", init)).status).toBe(403);
    }
    expect((await shop.browser.get("/portal")).status).toBe(303);
  });

  test("is reached by a link on another site, and by a browser that says nothing of its requests", async () => {
    const shop = await local.startShop();
    const link = {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    };
    expect((await shop.browser.get("/portal", link)).status).toBe(303);
    expect((await shop.browser.get("/portal")).status).toBe(303);
  });

  test("leaves the customer's cancel links as many as they were", async () => {
    const shop = await local.startShop({}, { limits: { linksPerUser: 2 } });
    for (const method of ["GET", "HEAD", "GET"]) await shop.browser.send("/portal", { method });
    expect((await shop.browser.postJson("/cancel-link", {})).status).toBe(200);
  });
});
