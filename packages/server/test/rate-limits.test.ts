import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { publicUrl, startServer } from "./server-under-test.ts";

// The limiter's library looks at the clock by itself; sockets and databases need their timers.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

/** Posts from any address, which no connection of this machine could come from. */
async function posts(options: object) {
  const { retent } = await startServer(options);
  return async (headers: Record<string, string>, peer?: string, path = "/cancel-link") => {
    const request = new Request(publicUrl + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: "{}",
    });
    return retent.fetch(request, undefined, peer);
  };
}

describe("a customer", () => {
  const limits = { linksPerUser: 2 };

  test("gets so many links a minute, then is told how long to wait, and RetentBase is left in peace", async () => {
    const { browser, retentbase, session } = await startServer({ limits });
    const statuses = [];
    for (let clicks = 0; clicks < 3; clicks += 1)
      statuses.push((await browser.postJson("/cancel-link", {})).status);
    expect(statuses).toEqual([200, 200, 429]);
    vi.advanceTimersByTime(20_000);
    const refused = await browser.postJson("/cancel-link", {});
    expect(refused.headers.get("retry-after")).toBe("40");
    expect(await refused.json()).toMatchObject({ code: "rate_limited", status: 429 });
    expect(retentbase.calls("link")).toHaveLength(2);
    session.customer = { userId: "user_2" };
    expect((await browser.postJson("/cancel-link", {})).status).toBe(200);
    session.customer = { userId: "user_1" };
    vi.advanceTimersByTime(41_000);
    expect((await browser.postJson("/cancel-link", {})).status).toBe(200);
  });

  test("is counted whatever the length of the user id", async () => {
    const { browser, session } = await startServer({ limits });
    const statuses = [];
    for (const last of ["a", "a", "a", "b"]) {
      session.customer = { userId: `${"x".repeat(300)}${last}` };
      statuses.push((await browser.postJson("/cancel-link", {})).status);
    }
    expect(statuses).toEqual([200, 200, 429, 200]);
  });

  test("who asked too often can still leave on the plain page", async () => {
    const { browser } = await startServer({ limits });
    for (let clicks = 0; clicks < 3; clicks += 1) await browser.postForm("/cancel-link");
    const refused = await browser.postForm("/cancel-link");
    expect(refused.status).toBe(429);
    expect(await refused.text()).toContain('href="/api/retent/cancel"');
    const page = await (await browser.get("/cancel")).text();
    const event = /name="event" value="([^"]+)"/.exec(page)?.[1] ?? "";
    expect((await browser.postForm("/cancel", { event })).status).toBe(303);
  });
});

describe("an address", () => {
  const perAddress = { limits: { linksPerUser: 1000, postsPerAddress: 3 } };

  test("may post so often a minute, over all routes", async () => {
    const post = await posts(perAddress);
    const statuses = [];
    for (const path of ["/cancel-link", "/result", "/cancel-link", "/result"]) {
      statuses.push((await post({}, "192.0.2.1", path)).status);
    }
    expect(statuses).toEqual([200, 400, 200, 429]);
    expect((await post({}, "192.0.2.2")).status).toBe(200);
  });

  test("is not whatever X-Forwarded-For claims", async () => {
    const post = await posts(perAddress);
    const statuses = [];
    for (const claim of ["a", "b", "c", "d"]) {
      statuses.push((await post({ "x-forwarded-for": claim }, "192.0.2.1")).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });

  test("is what the trusted proxies say, not what was claimed to them", async () => {
    const post = await posts({ ...perAddress, trustProxy: 2 });
    const send = async (claim: string, client: string) =>
      (await post({ "x-forwarded-for": `${claim}, ${client}, 10.0.0.2` }, "10.0.0.1")).status;
    for (const claim of ["a", "b", "c"]) expect(await send(claim, "192.0.2.1")).toBe(200);
    expect(await send("d", "192.0.2.1")).toBe(429);
    expect(await send("d", "192.0.2.2")).toBe(200);
  });
});
