import { describe, expect, test } from "vitest";
import { publicUrl, startServer } from "../../server-under-test.ts";

describe("returnTo", () => {
  test("is never a blob: URL, whose origin looks like ours", async () => {
    const { startFlow, bringBack } = await startServer();
    const flow = await startFlow({ returnTo: "blob:https://shop.example/0b7c" });
    expect((await bringBack(flow)).answer.returnTo).toBe("https://shop.example/");
  });

  const apps = ["capacitor://localhost", "ionic://localhost", "com.shop.app://callback"];

  test.each(apps)("is a page of the app %s if that is an allowed origin", async (app) => {
    const { browser, startFlow, bringBack, eventsOf } = await startServer({
      siteOrigins: ["https://shop.example", ...apps],
    });
    const returnTo = `${app}/#/account`;
    expect((await bringBack(await startFlow({ returnTo }))).answer.returnTo).toBe(returnTo);
    const fromApp = { origin: app, "sec-fetch-site": "cross-site" };
    expect((await browser.postForm("/cancel-link", { returnTo }, fromApp)).status).toBe(303);
    expect(eventsOf("return_to_ignored")).toEqual([]);
  });

  test.each([
    "capacitor://elsewhere/",
    "capacitor://joe@localhost/",
    "capacitor:localhost",
    "ionic://localhost/",
    "com.other.app://callback",
    "javascript://localhost/%0aalert(1)",
  ])("is no page of an app that is not allowed: %s", async (returnTo) => {
    const siteOrigins = ["https://shop.example", "capacitor://localhost"];
    const { startFlow, bringBack, eventsOf } = await startServer({ siteOrigins });
    expect((await bringBack(await startFlow({ returnTo }))).answer.returnTo).toBe("https://shop.example/");
    expect(eventsOf("return_to_ignored")).toHaveLength(1);
  });

  test("as a path counts from the first site, also where the customer lands elsewhere at the end", async () => {
    const { startFlow, bringBack } = await startServer({
      siteOrigins: ["https://shop.example", "https://blog.example"],
      afterUrl: "https://blog.example/goodbye",
    });
    expect((await bringBack(await startFlow({ returnTo: "/plans" }))).answer.returnTo).toBe(
      "https://shop.example/plans",
    );
  });

  test("of more than 2,048 characters, as it is written or as it is kept, is ignored with a warning", async () => {
    const { startFlow, store, eventsOf } = await startServer();
    const kept = async (returnTo: string) =>
      (await store.find((await startFlow({ returnTo })).eventId))?.returnTo;
    const longest = `https://shop.example/${"x".repeat(2027)}`;
    expect(await kept(longest)).toBe(longest);
    expect(eventsOf("return_to_ignored")).toEqual([]);
    for (const tooLong of [
      `${longest}x`,
      `/${"x".repeat(40_000)}`,
      `/${"é".repeat(1000)}`,
      `/#${"x".repeat(2048)}`,
    ])
      expect(await kept(tooLong)).toBeNull();
    expect(eventsOf("return_to_ignored")).toHaveLength(4);
  });

  test.each(["https://shop.example/account", "https://elsewhere.example/"])(
    "that carries a result token (%s) puts it neither into the store nor into an event",
    async (page) => {
      const { startFlow, store, events } = await startServer();
      const { eventId } = await startFlow({ returnTo: `${page}#ci_result_token=eyJ.token` });
      expect(JSON.stringify(await store.find(eventId))).not.toContain("eyJ.token");
      expect(JSON.stringify(events)).not.toContain("eyJ.token");
    },
  );

  test.each([
    ["/account#ci_result%5Ftoken=eyJ.token", "/account"],
    ["/account#%63i_result_token=eyJ.token&tab=plan", "/account"],
    ["/account#/billing?ci_result_token=eyJ.token", "/account"],
    ["/account#/billing?tab=plan&ci%5Fresult%5Ftoken=eyJ.token", "/account"],
    ["/account#?ci_result_token=eyJ.token", "/account"],
    ["/account?ci_result_token=eyJ.token", "/account"],
    ["/account?tab=plan&ci_result%5ftoken=eyJ.token#top", "/account?tab=plan#top"],
    ["/account?ci_result_token=eyJ.token&ci_result%5Ftoken=eyJ.token", "/account"],
  ])("loses a result token, however its name is spelled: %s", async (returnTo, kept) => {
    const { startFlow, store } = await startServer();
    const { eventId } = await startFlow({ returnTo });
    expect((await store.find(eventId))?.returnTo).toBe(`https://shop.example${kept}`);
  });

  test.each([
    "/account?about=ci_result_token",
    "/ci_result_token=1",
    "/account#about=ci_result_token",
    "/account?q=a%20b&my_ci_result_token=1",
  ])("that holds no result token stays as it is: %s", async (returnTo) => {
    const { startFlow, store } = await startServer();
    const { eventId } = await startFlow({ returnTo });
    expect((await store.find(eventId))?.returnTo).toBe(`https://shop.example${returnTo}`);
  });
});

describe("without a returnTo", () => {
  const siteOrigins = ["https://shop.example", "https://www.shop.example", "https://blog.example"];
  const pages: [what: string, referer: string, landing: string][] = [
    [
      "the page that carried the form",
      "https://shop.example/account?tab=plan",
      "https://shop.example/account?tab=plan",
    ],
    ["a page of another site", "https://blog.example/me", "https://blog.example/me"],
    ["another site whose page is not said", "https://blog.example/", "https://blog.example/"],
    ["afterUrl, on the site whose page is not said", "https://shop.example/", "https://shop.example/bye"],
    ["afterUrl, after a page of this server", `${publicUrl}/cancel?event=x`, "https://shop.example/bye"],
    [
      "afterUrl, after a page of this server under its other name",
      `${publicUrl.replace("://", "://www.")}/choose?pass=x`,
      "https://shop.example/bye",
    ],
    ["afterUrl, after a foreign page", "https://evil.example/account", "https://shop.example/bye"],
    ["afterUrl, after something else", "nonsense", "https://shop.example/bye"],
    [
      "afterUrl, after a page with a long address",
      `https://shop.example/${"x".repeat(3000)}`,
      "https://shop.example/bye",
    ],
    ["the page without its token", "https://shop.example/a?ci_result_token=t", "https://shop.example/a"],
  ];

  test.each(pages)("a form leads back to %s", async (_, referer, landing) => {
    const { browser, store, eventsOf } = await startServer({
      siteOrigins,
      afterUrl: "https://shop.example/bye",
    });
    const response = await browser.postForm("/cancel-link", { mode: "direct" }, { referer });
    const eventId = new URL(response.headers.get("location") ?? "").searchParams.get("event") ?? "";
    const kept = (await store.find(eventId))?.returnTo;
    expect(kept ?? "https://shop.example/bye").toBe(landing);
    expect(eventsOf("return_to_ignored")).toEqual([]);
  });

  test.each(pages)("the plain page leads back to %s", async (_, referer, landing) => {
    const { browser, store } = await startServer({ siteOrigins, afterUrl: "https://shop.example/bye" });
    const page = await (await browser.get("/cancel", { referer })).text();
    const fields = Object.fromEntries(
      [...page.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    );
    expect(page).toContain(`href="${landing}"`);
    await browser.postForm("/cancel", fields, { referer: `${publicUrl}/cancel` });
    expect((await store.find(fields.event ?? ""))?.returnTo).toBe(landing);
  });

  test("what a form names is preferred to the page that it is on", async () => {
    const { browser, store } = await startServer();
    const referer = "https://shop.example/account";
    const response = await browser.postForm(
      "/cancel-link",
      { mode: "direct", returnTo: "/plans" },
      { referer },
    );
    const eventId = new URL(response.headers.get("location") ?? "").searchParams.get("event") ?? "";
    expect((await store.find(eventId))?.returnTo).toBe("https://shop.example/plans");
  });

  test("the plain page's form leads to no foreign page", async () => {
    const { browser, store } = await startServer();
    const page = await (await browser.get("/cancel")).text();
    const [, event = ""] = /name="event" value="([^"]*)"/.exec(page) ?? [];
    await browser.postForm("/cancel", { event, returnTo: "https://evil.example/" });
    expect((await store.find(event))?.returnTo).toBeNull();
  });
});
