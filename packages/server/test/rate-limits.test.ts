import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { StoreError } from "../src/store.ts";
import { openStore } from "./database.ts";
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

  test("gets a link although nothing can be counted, which is reported", async () => {
    const store = await openStore();
    const broken = {
      take: () => Promise.reject(new StoreError("unavailable", "the counts are out of reach")),
    };
    const { browser, eventsOf } = await startServer({
      limits,
      store: { ...store, createRateLimiter: () => broken },
      trustProxy: 1,
    });
    for (let clicks = 0; clicks < 3; clicks += 1)
      expect((await browser.postJson("/cancel-link", {}, { "x-forwarded-for": "203.0.113.7" })).status).toBe(
        200,
      );
    expect(eventsOf("limit_not_counted").length).toBeGreaterThanOrEqual(3);
    expect(eventsOf("limit_not_counted")[0]).toMatchObject({
      error: { message: "the counts are out of reach" },
    });
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

describe("a customer on the plain page", () => {
  test("confirms so many cancellations a minute, and billing is called no more often", async () => {
    const { browser, newBrowser, billing, session } = await startServer({ limits: { linksPerUser: 3 } });
    const confirm = async (from = browser) => {
      const page = await (await from.get("/cancel")).text();
      const event = /name="event" value="([^"]+)"/.exec(page)?.[1] ?? "";
      return { event, response: await from.postForm("/cancel", { event }) };
    };
    const first = await confirm();
    for (const from of [browser, newBrowser()]) expect((await confirm(from)).response.status).toBe(303);
    for (const from of [browser, newBrowser()]) {
      const { response } = await confirm(from);
      expect(response.status).toBe(429);
      expect(response.headers.get("retry-after")).toMatch(/^\d+$/);
      expect(await response.text()).toContain("Try again in");
    }
    expect((await browser.postForm("/cancel", { event: "ev_made_up" })).status).toBe(429);
    expect(billing).toHaveBeenCalledTimes(3);
    // Who presses twice has not cancelled twice.
    expect((await browser.postForm("/cancel", { event: first.event })).status).toBe(303);
    expect(billing).toHaveBeenCalledTimes(3);
    session.customer = { userId: "user_2" };
    expect((await confirm(newBrowser())).response.status).toBe(303);
    session.customer = { userId: "user_1" };
    vi.advanceTimersByTime(61_000);
    expect((await confirm()).response.status).toBe(303);
  });
});

describe("an address", () => {
  const perAddress = { limits: { linksPerUser: 1000, postsPerAddress: 3 } };

  test("may post so often a minute, over all routes", async () => {
    const post = await posts(perAddress);
    const all = [];
    for (const path of ["/cancel-link", "/result", "/cancel-link", "/result"]) {
      all.push((await post({}, "192.0.2.1", path)).status);
    }
    expect(all).toEqual([200, 400, 200, 429]);
    expect((await post({}, "192.0.2.2")).status).toBe(200);
  });

  test("is not whatever X-Forwarded-For claims", async () => {
    const post = await posts(perAddress);
    const all = [];
    for (const claim of ["a", "b", "c", "d"]) {
      all.push((await post({ "x-forwarded-for": claim }, "192.0.2.1")).status);
    }
    expect(all.at(-1)).toBe(429);
  });

  test("is what the trusted proxies say, not what was claimed to them", async () => {
    const post = await posts({ ...perAddress, trustProxy: 2 });
    const send = async (claim: string, client: string) =>
      (await post({ "x-forwarded-for": `${claim}, ${client}, 10.0.0.2` }, "10.0.0.1")).status;
    for (const claim of ["a", "b", "c"]) expect(await send(claim, "192.0.2.1")).toBe(200);
    expect(await send("d", "192.0.2.1")).toBe(429);
    expect(await send("d", "192.0.2.2")).toBe(200);
  });

  /** How often the next post from each of these is let through, by the connection or by what a trusted proxy says of it. */
  async function statuses(addresses: string[]) {
    const byPeer = await posts(perAddress);
    const byHeader = await posts({ ...perAddress, trustProxy: 1 });
    const all: [peer: number, forwarded: number][] = [];
    for (const address of addresses) {
      const peer = await byPeer({}, address);
      const forwarded = await byHeader({ "x-forwarded-for": `192.0.2.99, ${address}` }, "10.0.0.1");
      all.push([peer.status, forwarded.status]);
    }
    return all;
  }

  const passed: [number, number] = [200, 200];
  const refused: [number, number] = [429, 429];

  test.each<[string, string[]]>([
    [
      "the addresses of one IPv6 network",
      ["2001:db8:0:7::1", "2001:db8:0:7::2", "2001:db8:0:7:ffff::3", "2001:db8:0:7:1:2:3:4"],
    ],
    [
      "the spellings of an IPv6 address",
      ["2001:db8::1", "2001:0db8:0:0:0:0:0:1", "2001:DB8::0001", "2001:db8:0::0.0.0.1"],
    ],
    ["an IPv6 address with ports", ["[2001:db8::1]", "[2001:db8::1]:80", "[2001:db8::2]:81", "2001:db8::1"]],
    ["an IPv6 address with zones", ["fe80::1", "fe80::1%eth0", "fe80::1%1", "[fe80::1%eth1]:443"]],
    ["an IPv4 address with ports", ["192.0.2.1:1", "192.0.2.1:65535", "192.0.2.1", "192.0.2.1:80"]],
    [
      "an IPv4 address written as an IPv6 one",
      ["192.0.2.1", "::ffff:192.0.2.1", "[::FFFF:c000:201]:80", "0:0:0:0:0:ffff:192.0.2.1"],
    ],
    [
      "an IPv4 address behind a translator",
      ["192.0.2.1", "64:ff9b::192.0.2.1", "64:ff9b::c000:201", "192.0.2.1"],
    ],
    [
      "an IPv4 address and the networks that 6to4 makes of it",
      ["192.0.2.1", "2002:c000:201::1", "2002:c000:201:7::1", "[2002:c000:201:ffff:1:2:3:4]:80", "192.0.2.1"],
    ],
    [
      "an IPv4 address behind Teredo",
      ["192.0.2.1", "2001:0:cb00:7101:8000:63bf:3fff:fdfe", "2001::cb00:7102:0:1:3fff:fdfe", "192.0.2.1"],
    ],
    ["what is no address", ["unknown", "_hidden", "192.0.2", "0x7f.1", "999.1.1.1", `${"1:".repeat(5000)}1`]],
  ])("counts %s as one", async (_, addresses) => {
    const expected = addresses.map((_, index) => (index < 3 ? passed : refused));
    expect(await statuses(addresses)).toEqual(expected);
  });

  test("is counted apart from the next network and from those that only look alike", async () => {
    const addresses = [
      ...["2001:db8:0:7::1", "2001:db8:0:7::1", "2001:db8:0:7::1"],
      ...[
        "2001:db8:0:8::1",
        "192.0.2.1",
        "192.0.2.2",
        "192.0.2.10",
        "::ffff:192.0.2.3",
        "64:ff9b::192.0.2.4",
        "2002:c000:205::1",
        "2002:c000:206::1",
        "2001:0:cb00:7101:8000:63bf:3fff:fdf8",
        "2001:0:cb00:7101:8000:63bf:3fff:fdf7",
        "2001:1::192.0.2.1",
      ],
      "2001:db8:0:7::1",
    ];
    expect(await statuses(addresses)).toEqual([...addresses.slice(1).map(() => passed), refused]);
  });
});

describe("a proxy in front that the server was not told of", () => {
  async function warnings(options: object, headers: Record<string, string>, peer: string | undefined) {
    const { retent, eventsOf } = await startServer(options);
    const before = eventsOf("settings_warning").length;
    for (let times = 0; times < 3; times += 1)
      await retent.fetch(new Request(`${publicUrl}/health`, { headers }), undefined, peer);
    return eventsOf("settings_warning").slice(before);
  }

  const forwarded = { "x-forwarded-for": "192.0.2.1" };

  test.each<[Record<string, string>, string]>([
    [forwarded, "127.0.0.1"],
    [forwarded, "::1"],
    [forwarded, "::ffff:10.0.0.1"],
    [forwarded, "172.17.0.1"],
    [forwarded, "192.168.1.1"],
    [forwarded, "100.64.0.1"],
    [forwarded, "fd00::1"],
    [{ forwarded: "for=192.0.2.1" }, "10.0.0.1"],
    [{ "x-real-ip": "192.0.2.1" }, "10.0.0.1"],
  ])("is named once: %j from %s", async (headers, peer) => {
    const found = await warnings({}, headers, peer);
    expect(found).toEqual([
      { type: "settings_warning", message: expect.stringMatching(/^trustProxy is 0 .* share one limit/) },
    ]);
  });

  test.each<[string, object, Record<string, string>, string | undefined]>([
    ["where it was told", { trustProxy: 1 }, forwarded, "127.0.0.1"],
    ["for a request from here", {}, {}, "127.0.0.1"],
    ["for what any client may claim", {}, forwarded, "198.51.100.1"],
    ["where the host does not say", {}, forwarded, undefined],
  ])("is not suspected %s", async (_, options, headers, peer) => {
    expect(await warnings(options, headers, peer)).toEqual([]);
  });
});
