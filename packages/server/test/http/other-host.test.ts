import { describe, expect, test } from "vitest";
import { publicUrl, start, startServer } from "../server-under-test.ts";
import { signToken } from "../signed-token.ts";

const secret = "an identity secret of these tests, long enough";
const identity = signToken({ sub: "member_7", exp: start / 1000 + 3600 }, { alg: "HS256" }, secret);

/** The same server under its other name, as its own page there sees it. */
const twin = "https://www.shop.example";
const onTwin = `${twin}/api/retent`;
const fromTwin = { "sec-fetch-site": "same-origin", origin: twin };
const siteOrigins = ["https://shop.example", twin];
const html = { accept: "text/html" };

const members = { identity: { secret }, identify: () => null, siteOrigins };

describe("a page on www. of a server whose publicUrl has none", () => {
  test("is told at once what to set, before a link is made that can't come back", async () => {
    const { browser, retentbase, eventsOf } = await startServer({ siteOrigins });
    for (let clicks = 0; clicks < 2; clicks += 1) {
      const response = await browser.postJson(`${onTwin}/cancel-link`, {}, fromTwin);
      expect(response.status).toBe(403);
      const detail = expect.stringMatching(/www\.shop\.example.*publicUrl \(RETENT_PUBLIC_URL\)/);
      expect(await response.json()).toMatchObject({ code: "origin_not_allowed", detail, hint: detail });
    }
    const log = eventsOf("origin_refused").map(({ message }) => message);
    expect(log.every((message) => !message.includes("siteOrigins"))).toBe(true);
    const page = await browser.postForm(`${onTwin}/cancel-link`, {}, fromTwin);
    expect(page.status).toBe(403);
    expect(await page.text()).toContain('href="/api/retent/cancel"');
    expect(retentbase.sent).toEqual([]);
    const warnings = eventsOf("settings_warning").filter(({ message }) =>
      message.startsWith("customers reach"),
    );
    expect(warnings).toEqual([
      { type: "settings_warning", message: expect.stringMatching(/www\.shop\.example.*publicUrl/) },
    ]);
  });

  test.each([[siteOrigins], [undefined]])(
    "is never told to do what does not help (siteOrigins %j)",
    async (origins) => {
      const { browser, eventsOf } = await startServer(origins && { siteOrigins: origins });
      const response = await browser.postJson(`${onTwin}/cancel-link`, {}, fromTwin);
      expect(response.status).toBe(403);
      const { detail } = (await response.json()) as { detail: string };
      const messages = eventsOf("origin_refused").map(({ message }) => message);
      for (const text of [detail, ...messages]) {
        expect(text).toContain("publicUrl");
        expect(text).not.toContain("siteOrigins");
      }
    },
  );

  test.each([[siteOrigins], [undefined]])(
    "lets its customers leave all the same (siteOrigins %j)",
    async (origins) => {
      const { browser, billing } = await startServer(origins && { siteOrigins: origins });
      const page = await (await browser.get(`${onTwin}/cancel`)).text();
      const event = /name="event" value="([^"]+)"/.exec(page)?.[1] ?? "";
      const response = await browser.postForm(`${onTwin}/cancel`, { event }, fromTwin);
      const receipt = await browser.get(new URL(response.headers.get("location") ?? "", onTwin).href);
      expect(new URL(response.headers.get("location") ?? "", onTwin).origin).toBe(twin);
      expect(await receipt.text()).toContain("We have received your cancellation");
      expect(billing).toHaveBeenCalledTimes(1);
    },
  );

  test.each<[string, Record<string, string>]>([
    ["asked for", { mode: "direct" }],
    ["of a law", { preset: "de" }],
  ])("leads to the plain page that is %s under the same name", async (_, fields) => {
    const { browser } = await startServer({ siteOrigins });
    const asked = await browser.postJson(`${onTwin}/cancel-link`, fields, fromTwin);
    expect(new URL(((await asked.json()) as { url: string }).url).origin).toBe(twin);
    const posted = await browser.postForm(`${onTwin}/cancel-link`, fields, fromTwin);
    expect(new URL(posted.headers.get("location") ?? "", onTwin).origin).toBe(twin);
  });

  test("has its form start at publicUrl, if it brings an identity token", async () => {
    const { browser, billing, store, token } = await startServer(members);
    const moved = await browser.postForm(`${onTwin}/cancel-link`, { identity }, fromTwin);
    expect(moved.status).toBe(307);
    expect(moved.headers.get("location")).toBe(`${publicUrl}/cancel-link`);
    expect(moved.headers.getSetCookie()).toEqual([]);
    // Browsers post the same again.
    const site = { "sec-fetch-site": "same-site", origin: twin };
    const response = await browser.postForm("/cancel-link", { identity }, site);
    expect(response.headers.get("location")).toBe("https://cancel.retentbase.com/c/secret_of_link_1");
    const [flow] = await store.findBySession("cs_1");
    const result = token({ sessionId: "cs_1", eventId: flow?.eventId ?? "" }, { sub: "member_7" });
    expect((await browser.postJson("/result", { token: result })).status).toBe(200);
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("has its script led to the plain page at publicUrl, if it brings an identity token", async () => {
    const { browser, newBrowser, billing, retentbase } = await startServer(members);
    const asked = await browser.postJson(`${onTwin}/cancel-link`, { identity }, fromTwin);
    const { url, fallback } = (await asked.json()) as { url: string; fallback: string };
    expect(fallback).toBe("rejected");
    expect(url.startsWith(`${publicUrl}/cancel?event=`)).toBe(true);
    expect(retentbase.sent).toEqual([]);
    // What was set on the other host is not sent here.
    const there = newBrowser();
    const page = await (await there.get(url)).text();
    const fields = Object.fromEntries(
      [...page.matchAll(/name="(event|pass)" value="([^"]+)"/g)].map(([, name, value]) => [name, value]),
    );
    expect((await there.postForm("/cancel", fields)).status).toBe(303);
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("is named at the start", async () => {
    const { eventsOf } = await startServer({ siteOrigins });
    const message = expect.stringMatching(/publicUrl.*shop\.example.*siteOrigins.*www\.shop\.example/);
    expect(eventsOf("settings_warning")).toContainEqual({ type: "settings_warning", message });
  });
});

test("a page without www. of a server whose publicUrl has it is told the same", async () => {
  const { browser, eventsOf } = await startServer({
    publicUrl: onTwin,
    siteOrigins: ["https://shop.example"],
  });
  const headers = { "sec-fetch-site": "same-origin", origin: "https://shop.example" };
  const response = await browser.postJson(`${publicUrl}/cancel-link`, {}, headers);
  expect(response.status).toBe(403);
  const message = expect.stringMatching(/www\.shop\.example/);
  expect(eventsOf("settings_warning")).toContainEqual({ type: "settings_warning", message });
});

describe("it is no other name", () => {
  test("if the page is elsewhere and names publicUrl as its endpoint", async () => {
    const { browser } = await startServer({ siteOrigins });
    const headers = { "sec-fetch-site": "same-site", origin: twin };
    expect((await browser.postForm("/cancel-link", {}, headers)).status).toBe(303);
  });

  test("if only the port differs, since cookies don't tell ports apart", async () => {
    const origin = "http://localhost:5173";
    const { browser } = await startServer({
      publicUrl: "http://localhost:8787/api/retent",
      siteOrigins: [origin],
    });
    const headers = { "sec-fetch-site": "same-origin", origin };
    expect((await browser.postJson("http://localhost:8787/api/retent/cancel-link", {}, headers)).status).toBe(
      200,
    );
  });

  test("if the result comes back to a page of the app under that name", async () => {
    const { browser } = await startServer({ siteOrigins, returnUrl: `${twin}/account` });
    expect((await browser.postJson(`${onTwin}/cancel-link`, {}, fromTwin)).status).toBe(200);
  });
});

test.each([
  ["of a stranger", { "sec-fetch-site": "same-origin", origin: "https://www.evil.example" }],
  ["in another scheme", { "sec-fetch-site": "same-origin", origin: "http://www.shop.example" }],
  [
    "of which the browser does not say that it is the server's",
    { "sec-fetch-site": "same-site", origin: twin },
  ],
  ["that an old browser names", { "sec-fetch-site": "", origin: twin }],
])("a name %s does not let the customer confirm", async (_, headers) => {
  const { browser, billing } = await startServer();
  const page = await (await browser.get("/cancel", html)).text();
  const event = /name="event" value="([^"]+)"/.exec(page)?.[1] ?? "";
  expect((await browser.postForm("/cancel", { event }, headers)).status).toBe(403);
  expect(billing).not.toHaveBeenCalled();
});
