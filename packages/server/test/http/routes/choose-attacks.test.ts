import { describe, expect, test } from "vitest";
import { publicUrl, start, startServer } from "../../server-under-test.ts";
import { signToken } from "../../signed-token.ts";
import { choose, fieldsOf, read, solo, team } from "../choose-page.ts";

const both = { userId: "user_1", subscriptions: [team, solo] };
const victim = { userId: "user_2", subscriptions: [{ id: "sub_victim" }, { id: "sub_other" }] };

async function startShop(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(options);
  server.session.customer = both;
  return server;
}

describe("choosing", () => {
  test("refuses another customer's subscription, also with a list that was changed", async () => {
    const server = await startShop();
    const { url, eventId } = await server.startFlow({ mode: "direct" });
    const page = await read(server, url);
    expect((await choose(server, page.text, "sub_victim")).status).toBe(403);
    const { list = "", ...fields } = fieldsOf(page.text);
    const forged = list.replace("sub_team", "sub_victim");
    const posted = await server.browser.postForm("/choose", {
      ...fields,
      list: forged,
      subscription: "sub_victim",
    });
    expect(posted.status).toBe(403);
    expect(await server.store.find(eventId)).toMatchObject({ subscription: null });
  });

  test("believes no list that was signed for another cancellation or customer", async () => {
    const server = await startShop();
    server.session.customer = victim;
    const foreign = await read(server, (await server.startFlow({ mode: "direct" })).url);
    server.session.customer = both;
    const { url } = await server.startFlow({ mode: "direct" });
    const posted = await server.browser.postForm("/choose", {
      ...fieldsOf((await read(server, url)).text),
      list: fieldsOf(foreign.text).list ?? "",
      subscription: "sub_victim",
    });
    expect(posted.status).toBe(403);
  });

  test("believes no list of the day before: what was the customer's may be another's by now", async () => {
    const server = await startShop();
    const { text } = await read(server, `${publicUrl}/choose`);
    server.session.customer = { ...both, subscriptions: [solo, { id: "sub_new" }] };
    server.clock.now += 25 * 3_600_000;
    expect((await choose(server, text, "sub_team")).status).toBe(403);
  });

  test("is not for another customer's cancellation", async () => {
    const server = await startShop();
    const { url, eventId } = await server.startFlow({ mode: "direct" });
    const page = await read(server, url);
    const stranger = server.newBrowser();
    server.session.customer = victim;
    expect((await read({ browser: stranger }, url)).status).toBe(403);
    expect((await choose({ browser: stranger }, page.text, "sub_team")).status).toBe(403);
    server.session.customer = null;
    expect((await read({ browser: stranger }, url)).status).toBe(401);
    expect(await server.store.find(eventId)).toMatchObject({ subscription: null });
  });

  test("takes no post from a page of another site", async () => {
    const server = await startShop();
    const { url } = await server.startFlow();
    const fields = { ...fieldsOf((await read(server, url)).text), subscription: "sub_team" };
    const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await server.browser.postForm("/choose", fields, headers)).status).toBe(403);
  });

  test("leads nowhere but where the cancellation was to lead", async () => {
    const server = await startShop();
    const { url } = await server.startFlow({ returnTo: "https://evil.example/" });
    const page = await read(server, `${url}&returnTo=https://evil.example/`);
    expect(page.text).not.toContain("evil.example");
    const posted = await server.browser.postForm("/choose", {
      ...fieldsOf(page.text),
      subscription: "sub_team",
      returnTo: "https://evil.example/",
    });
    expect(posted.headers.get("location")).toMatch(/^https:\/\/cancel\.retentbase\.com\//);
  });

  test("counts: a customer can't have any number of links made", async () => {
    const server = await startShop({ limits: { linksPerUser: 3 } });
    const { url } = await server.startFlow();
    const page = await read(server, url);
    const statuses: number[] = [];
    for (let tries = 0; tries < 3; tries += 1)
      statuses.push((await choose(server, page.text, "sub_team")).status);
    expect(statuses).toEqual([303, 303, 429]);
  });
});

describe("a customer who is known by an identity token, in a browser without cookies", () => {
  const secret = "an identity secret of these tests, long enough";
  const identityOf = (sub: string) =>
    signToken({ sub, exp: start / 1000 + 86_400 }, { alg: "HS256" }, secret);

  async function startWithoutCookies() {
    const server = await startServer({
      identity: { secret },
      identify: () => null,
      onResult: ({ outcome }) => ({
        outcome,
        ...(outcome === "churned" && { effectiveAt: "2026-03-31T00:00:00Z" }),
      }),
      billing: { subscriptions: async (userId) => [team, { id: `sub_of_${userId}` }] },
    });
    const click = async (sub: string, fields: Record<string, string> = {}) => {
      const response = await server.browser.postForm(
        "/cancel-link",
        { identity: identityOf(sub), ...fields },
        { "sec-fetch-site": "cross-site", origin: "null" },
      );
      server.browser.cookies.clear();
      return response.headers.get("location") ?? "";
    };
    return { ...server, click };
  }

  test("chooses, confirms and reads the receipt", async () => {
    const server = await startWithoutCookies();
    const page = await read(server, await server.click("member_7", { mode: "direct", lang: "nl" }));
    expect(page.text).toContain("Welk abonnement wilt u opzeggen?");
    server.browser.cookies.clear();
    const { location } = await choose(server, page.text, "sub_of_member_7");
    server.browser.cookies.clear();
    const plain = await read(server, location);
    expect(plain.text).toContain("<bdi>sub_of_member_7</bdi>");
    server.browser.cookies.clear();
    const confirmed = await server.browser.postForm("/cancel", fieldsOf(plain.text));
    expect(confirmed.status).toBe(303);
    const receipt = await read(server, confirmed.headers.get("location") ?? "");
    expect(receipt.text).toContain("<bdi>sub_of_member_7</bdi>");
    expect(server.billing).toHaveBeenCalledWith(
      expect.objectContaining({ userId: "member_7", subscription: "sub_of_member_7" }),
    );
  });

  test("takes the cancellation back from the receipt, and not another customer's", async () => {
    const server = await startWithoutCookies();
    const leave = async (sub: string) => {
      const page = await read(server, await server.click(sub, { mode: "direct", subscription: "sub_team" }));
      const confirmed = await server.browser.postForm("/cancel", fieldsOf(page.text));
      const receipt = await read(server, confirmed.headers.get("location") ?? "");
      return /href="([^"]*\/keep\?[^"]*)"/.exec(receipt.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
    };
    const own = await leave("member_7");
    const foreign = await leave("member_8");
    const form = fieldsOf((await read(server, own)).text);
    const { event = "" } = Object.fromEntries(new URL(foreign, publicUrl).searchParams);
    expect((await server.browser.postForm("/keep", { ...form, event })).status).toBe(401);
    const kept = await server.browser.postForm("/keep", form);
    const page = await read(server, kept.headers.get("location") ?? "");
    expect(page.text).toContain("Your subscription continues");
    expect(server.billing).toHaveBeenLastCalledWith(
      expect.objectContaining({ userId: "member_7", outcome: "recovered" }),
    );
  });

  test("goes on to the hosted page", async () => {
    const server = await startWithoutCookies();
    const page = await read(server, await server.click("member_7"));
    server.browser.cookies.clear();
    const { location } = await choose(server, page.text, "sub_team");
    expect(location).toBe("https://cancel.retentbase.com/c/secret_of_link_1");
  });

  test("is not opened by another customer's pass", async () => {
    const server = await startWithoutCookies();
    const own = await server.click("member_7", { mode: "direct" });
    const foreign = await server.click("member_8", { mode: "direct" });
    const pass = new URL(own, publicUrl).searchParams.get("pass") ?? "";
    const target = new URL(foreign, publicUrl);
    target.searchParams.set("pass", pass);
    expect((await read(server, target.href)).status).toBe(401);
    const { event = "" } = Object.fromEntries(target.searchParams);
    const posted = await server.browser.postForm("/choose", { event, pass, subscription: "sub_team" });
    expect(posted.status).toBe(401);
  });

  test("is not opened by a pass that has run out", async () => {
    const server = await startWithoutCookies();
    const own = await server.click("member_7", { mode: "direct" });
    server.clock.now += 1_800_000;
    expect((await read(server, own)).status).toBe(401);
  });
});
