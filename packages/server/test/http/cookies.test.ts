import { describe, expect, test } from "vitest";
import { startServer } from "../server-under-test.ts";

const manyCookies = (count: number) => Array.from({ length: count }, (_, index) => `retent_flow_x${index}=y`);

/** What the browser holds of its own. */
const ownCookies = ({ cookies }: { cookies: Map<string, string> }) =>
  [...cookies].map((pair) => pair.join("="));

describe("a browser with made-up cancellation cookies", () => {
  test.each([
    ["GET", "/return"],
    ["POST", "/return"],
  ])("costs the store one look for the newest 20 of them: %s %s", async (method, path) => {
    const { browser, startFlow, store } = await startServer();
    await startFlow();
    const calls: unknown[][] = [];
    for (const name of ["find", "findMany", "findByEvent"] as const) {
      const method = store[name];
      store[name] = (...args: never[]) => {
        calls.push(args);
        return Reflect.apply(method, store, args);
      };
    }
    // Browsers send older cookies first.
    const cookie = [...manyCookies(600), ...ownCookies(browser)].join("; ");
    const response = await browser.send(path, {
      method,
      headers: {
        cookie,
        "content-type": "application/x-www-form-urlencoded",
        "sec-fetch-site": "same-origin",
      },
    });
    expect(response.status).toBeLessThan(400);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.[0]).toHaveLength(20);
  });

  test("still comes back from its own cancellation, the one that the address names first of all", async () => {
    const { browser, startFlow, bringBack } = await startServer();
    const flow = await startFlow();
    await bringBack(flow);
    const headers = { cookie: [...ownCookies(browser), ...manyCookies(100)].join("; ") };
    const page = await (await browser.get(`/return?event=${flow.eventId}`, headers)).text();
    expect(page).toContain("We have received your cancellation");
  });

  test("gets few cookies to delete in one answer", async () => {
    const { browser } = await startServer();
    const response = await browser.postJson("/cancel-link", {}, { cookie: manyCookies(300).join("; ") });
    const cookies = response.headers.getSetCookie();
    expect(cookies).toHaveLength(6);
    expect(cookies.slice(0, 5)).toEqual(
      [0, 1, 2, 3, 4].map((index) => expect.stringMatching(`^retent_flow_x${index}=; .*Max-Age=0`)),
    );
  });
});

describe("a cookie of the same name, set by another host of the domain, before or after the real one", () => {
  const orders: [string, (name: string, value: string) => string][] = [
    ["before", (name, value) => `${name}=tossed; ${name}=${value}`],
    ["after", (name, value) => `${name}=${value}; ${name}=tossed`],
    ["around", (name, value) => `${name}=a; ${name}=${value}; ${name}=; ${name}`],
  ];

  async function startWithTossed(toCookie: (name: string, value: string) => string) {
    const server = await startServer();
    const flow = await server.startFlow();
    const name = `retent_flow_${flow.eventId}`;
    const headers = { cookie: toCookie(name, server.browser.cookies.get(name) ?? "") };
    return { ...server, flow, headers };
  }

  test.each(orders)("keeps no result out: %s", async (_, toCookie) => {
    const { browser, flow, token, headers } = await startWithTossed(toCookie);
    expect((await browser.postJson("/result", { token: token(flow) }, headers)).status).toBe(200);
    const page = await (await browser.get(`/return?event=${flow.eventId}`, headers)).text();
    expect(page).toContain("We have received your cancellation");
  });

  test.each(orders)("does not keep the customer from the plain page: %s", async (_, toCookie) => {
    const { browser, flow, session, headers } = await startWithTossed(toCookie);
    session.customer = null;
    expect((await browser.get(`/cancel?event=${flow.eventId}`, headers)).status).toBe(200);
  });
});
