import { describe, expect, test } from "vitest";
import type { Billing } from "../../../src/billing/billing.ts";
import { unreachable } from "../../fake-retentbase.ts";
import { publicUrl, startServer } from "../../server-under-test.ts";
import { choicesOf, choose, fieldsOf, read, solo, team } from "../choose-page.ts";

const both = { userId: "user_1", subscriptions: [team, solo] };

/** A server whose customer has two subscriptions. */
async function startShop(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(options);
  server.session.customer = both;
  return server;
}

/** Billing that lists subscriptions, and leaves what follows to the host's own function. */
const billingWith = (subscriptions: NonNullable<Billing["subscriptions"]>): Billing => ({ subscriptions });

const linkBodies = (server: Awaited<ReturnType<typeof startServer>>) =>
  server.retentbase.calls("link").map(({ body }) => body);

describe("a customer with several subscriptions", () => {
  test("chooses one before the hosted page, and it is the one that is billed and reported", async () => {
    const server = await startShop();
    const flow = await server.startFlow({ returnTo: "/plans" });
    expect(flow.fallback).toBeNull();
    expect(flow.url).toBe(`${publicUrl}/choose?event=${flow.eventId}`);
    expect(linkBodies(server)).toEqual([]);

    const page = await read(server, flow.url);
    expect(page.status).toBe(200);
    expect(choicesOf(page.text)).toEqual(["sub_team", "sub_solo"]);
    expect(page.text).toContain("<bdi>Solo &lt;b&gt;monthly&lt;/b&gt;</bdi>");
    expect(page.text).toMatch(/<legend><h1>Which subscription do you want to cancel\?<\/h1><\/legend>/);
    expect(page.text).not.toContain("<script");

    const next = await choose(server, page.text, "sub_solo");
    expect(next.status).toBe(303);
    expect(next.location).toBe("https://cancel.retentbase.com/c/secret_of_link_1");
    expect(linkBodies(server)).toMatchObject([
      { userId: "user_1", metadata: { subscriptionId: "sub_solo", eventId: flow.eventId } },
    ]);
    const stored = await server.store.find(flow.eventId);
    expect(stored).toMatchObject({
      sessionId: "cs_1",
      subscription: "sub_solo",
      subscriptionLabel: solo.label,
      returnTo: "https://shop.example/plans",
    });
    const { answer } = await server.bringBack({ eventId: flow.eventId, sessionId: "cs_1" });
    expect(answer).toMatchObject({ status: "settled", outcome: "churned" });
    expect(server.billing).toHaveBeenCalledWith(expect.objectContaining({ subscription: "sub_solo" }));
  });

  test("is led there by a form too", async () => {
    const server = await startShop();
    const response = await server.browser.postForm("/cancel-link", { lang: "de", mode: "direct" });
    expect(response.status).toBe(303);
    const location = response.headers.get("location") ?? "";
    expect(location).toMatch(/\/choose\?event=[\w-]+&mode=direct&lang=de$/);
    expect((await read(server, location)).text).toContain("Welches Abo möchten Sie kündigen?");
  });

  test("chooses before the plain page, which names it, and so does the receipt", async () => {
    const server = await startShop();
    const { url } = await server.startFlow({ mode: "direct", preset: "de", lang: "de" });
    const { location } = await choose(server, (await read(server, url)).text, "sub_team");
    const plain = await read(server, location);
    expect(plain.text).toContain("<bdi>Team, yearly</bdi>");
    expect(plain.text).toContain("jetzt kündigen");
    const confirmed = await server.browser.postForm("/cancel", fieldsOf(plain.text));
    const receipt = await read(server, confirmed.headers.get("location") ?? "");
    expect(receipt.text).toContain("Ihre Kündigung ist eingegangen");
    expect(receipt.text).toContain("<bdi>Team, yearly</bdi>");
    expect(server.billing).toHaveBeenCalledWith(expect.objectContaining({ subscription: "sub_team" }));
    await server.retent.drainOnce();
    expect(server.retentbase.calls("create")).toMatchObject([
      { body: { metadata: { subscriptionId: "sub_team" } } },
    ]);
  });

  test("reaches the plain page if there is no hosted one after the choice", async () => {
    const server = await startShop();
    const { url, eventId } = await server.startFlow();
    server.retentbase.reply("link", unreachable);
    const { location } = await choose(server, (await read(server, url)).text, "sub_team");
    expect(location).toBe(`/api/retent/cancel?event=${eventId}&fallback=unreachable`);
    const plain = await read(server, location);
    expect(plain.text).toContain("The usual questions aren’t available right now");
    expect(plain.text).toContain("<bdi>Team, yearly</bdi>");
  });

  test("who chooses nothing sees the page again, with an error that leads to the field", async () => {
    const server = await startShop();
    const { url } = await server.startFlow({ mode: "direct" });
    const again = await choose(server, (await read(server, url)).text);
    expect(again.status).toBe(400);
    expect(again.text).toContain('<a href="#choice-1">Select the subscription you want to cancel.</a>');
    expect(again.text).toMatch(/<fieldset role="radiogroup"[^>]* aria-describedby="missing">/);
    const { location } = await choose(server, again.text, "sub_team");
    expect((await read(server, location)).text).toContain("<bdi>Team, yearly</bdi>");
  });

  test("chooses from the plain page's own address, and nothing is stored by opening it", async () => {
    const server = await startShop();
    const opened = await read(server, `${publicUrl}/cancel?preset=de&lang=de`);
    expect(opened.location).toBe("/api/retent/choose?mode=direct&preset=de&lang=de");
    const page = await read(server, opened.location ?? "");
    const { location } = await choose(server, page.text, "sub_solo");
    const plain = await read(server, location);
    expect(plain.text).toContain("jetzt kündigen");
    await server.browser.postForm("/cancel", fieldsOf(plain.text));
    expect(server.billing).toHaveBeenCalledWith(expect.objectContaining({ subscription: "sub_solo" }));
  });

  test("can't pass the choice by: neither by opening nor by posting the plain page", async () => {
    const server = await startShop();
    const { eventId } = await server.startFlow();
    const opened = await read(server, `${publicUrl}/cancel?event=${eventId}`);
    expect(opened.location).toBe(`/api/retent/choose?event=${eventId}&mode=direct`);
    const posted = await server.browser.postForm("/cancel", { event: eventId });
    expect(posted.headers.get("location")).toBe(`/api/retent/choose?event=${eventId}&mode=direct`);
    expect(server.billing).not.toHaveBeenCalled();
  });

  test("who goes back and chooses another one begins another cancellation", async () => {
    const server = await startShop();
    const { url, eventId } = await server.startFlow();
    const page = await read(server, url);
    await choose(server, page.text, "sub_team");
    await choose(server, page.text, "sub_solo");
    expect(await server.store.find(eventId)).toMatchObject({ subscription: "sub_team" });
    const [other] = await server.store.findBySession("cs_2");
    expect(other).toMatchObject({ subscription: "sub_solo" });
    const { answer } = await server.bringBack({ eventId: other?.eventId ?? "", sessionId: "cs_2" });
    expect(answer.outcome).toBe("churned");
    expect(server.billing.mock.calls.map(([{ subscription }]) => subscription)).toEqual(["sub_solo"]);
  });

  test("chooses although the session has ended meanwhile", async () => {
    const server = await startShop();
    const { url } = await server.startFlow({ mode: "direct" });
    const page = await read(server, url);
    server.session.customer = null;
    const { location } = await choose(server, page.text, "sub_solo");
    expect((await read(server, location)).text).toContain("Solo &lt;b&gt;");
  });

  test("who has decided is shown the receipt instead", async () => {
    const server = await startShop();
    const { url, eventId } = await server.startFlow({ mode: "direct" });
    const page = await read(server, url);
    const { location } = await choose(server, page.text, "sub_solo");
    await server.browser.postForm("/cancel", fieldsOf((await read(server, location)).text));
    expect((await read(server, url)).location).toContain(`/cancel?event=${eventId}`);
    expect((await choose(server, page.text, "sub_team")).location).toContain(`/cancel?event=${eventId}`);
    expect(server.billing).toHaveBeenCalledTimes(1);
  });
});

describe("a page that says which subscription", () => {
  test("leads straight on, with the customer's own", async () => {
    const server = await startShop();
    const flow = await server.startFlow({ subscription: "sub_solo" });
    expect(flow.url).toMatch(/^https:\/\/cancel\.retentbase\.com/);
    expect(linkBodies(server)).toMatchObject([{ metadata: { subscriptionId: "sub_solo" } }]);
    const plain = await read(server, `${publicUrl}/cancel?subscription=sub_team`);
    expect(plain.text).toContain("<bdi>Team, yearly</bdi>");
    await server.browser.postForm("/cancel", fieldsOf(plain.text));
    expect(server.billing).toHaveBeenCalledWith(expect.objectContaining({ subscription: "sub_team" }));
  });

  test("is refused one of another customer, with a way on", async () => {
    const server = await startShop();
    const json = await server.browser.postJson("/cancel-link", { subscription: "sub_foreign" });
    expect(json.status).toBe(403);
    expect(await json.json()).toMatchObject({ code: "subscription_not_yours" });
    const form = await server.browser.postForm("/cancel-link", { subscription: "sub_foreign" });
    expect(form.status).toBe(403);
    const page = await form.text();
    expect(page).toContain("This subscription can’t be cancelled here.");
    expect(page).toContain('href="/api/retent/cancel"');
    const link = await read(server, `${publicUrl}/cancel?subscription=sub_foreign`);
    expect(link.status).toBe(403);
    expect(linkBodies(server)).toEqual([]);
  });

  test("is not believed where nothing can be checked, and a warning says what to set", async () => {
    const server = await startServer();
    const flow = await server.startFlow({ subscription: "sub_any" });
    expect(await server.store.find(flow.eventId)).toMatchObject({ subscription: null });
    expect(linkBodies(server)[0]?.metadata).toEqual({ eventId: flow.eventId });
    expect(server.eventsOf("settings_warning")).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining("have identify return") }),
    );
  });

  test("leads on where everything ends already", async () => {
    const server = await startShop();
    server.session.customer = { userId: "user_1", subscriptions: [] };
    const flow = await server.startFlow({ subscription: "sub_team" });
    expect(flow.url).toMatch(/^https:\/\/cancel\.retentbase\.com/);
  });
});

describe("what billing says of a customer's subscriptions", () => {
  test("counts if identify says nothing, and is asked in the customer's language", async () => {
    const asked: unknown[] = [];
    const server = await startServer({
      onResult: ({ outcome }) => ({ outcome }),
      billing: billingWith(async (userId, { lang }) => {
        asked.push([userId, lang]);
        return [team, solo];
      }),
    });
    const { url } = await server.startFlow({ lang: "fr" });
    expect(asked).toEqual([["user_1", "fr"]]);
    expect(choicesOf((await read(server, url)).text)).toEqual(["sub_team", "sub_solo"]);
  });

  test("is the only one if there is one", async () => {
    const server = await startServer({
      onResult: ({ outcome }) => ({ outcome }),
      billing: billingWith(async () => [{ id: "sub_1" }]),
    });
    const flow = await server.startFlow();
    expect(await server.store.find(flow.eventId)).toMatchObject({
      subscription: "sub_1",
      subscriptionLabel: "sub_1",
    });
  });

  test.each<[string, NonNullable<Billing["subscriptions"]>]>([
    ["fails", () => Promise.reject(new Error("billing is down"))],
    ["hangs", () => new Promise(() => {})],
    ["is not a list", async () => "sub_1" as unknown as []],
    ["names none", async () => [{ id: "" }]],
  ])("must not keep a customer from leaving if it %s", async (_, subscriptions) => {
    const server = await startServer({
      onResult: ({ outcome }) => ({ outcome }),
      billing: billingWith(subscriptions),
      contextTimeoutMs: 20,
    });
    const flow = await server.startFlow({ subscription: "sub_1" });
    expect(flow.url).toMatch(/^https:\/\/cancel\.retentbase\.com/);
    expect(server.eventsOf("subscriptions_unavailable")).toHaveLength(1);
    expect((await server.bringBack(flow)).answer.outcome).toBe("churned");
  });

  test("is not asked a second time for what the customer has chosen from", async () => {
    let isDown = false;
    const server = await startServer({
      onResult: ({ outcome }) => ({ outcome }),
      billing: billingWith(async () => {
        if (isDown) throw new Error("billing is down");
        return [team, solo];
      }),
    });
    const { url } = await server.startFlow({ mode: "direct" });
    const page = await read(server, url);
    isDown = true;
    const { location } = await choose(server, page.text, "sub_solo");
    expect((await read(server, location)).text).toContain("Solo &lt;b&gt;");
  });

  test("does not replace what was chosen, and a warning says so", async () => {
    const server = await startShop({
      onResult: () => ({ pending: true, subscription: "sub_team" }),
    });
    const flow = await server.startFlow({ subscription: "sub_solo" });
    await server.bringBack(flow);
    expect(await server.store.find(flow.eventId)).toMatchObject({ subscription: "sub_solo" });
    expect(server.eventsOf("subscription_mismatch")).toEqual([
      { type: "subscription_mismatch", eventId: flow.eventId, revision: 1 },
    ]);
  });
});

test("what identify says wrongly of subscriptions is left out, with a warning", async () => {
  const server = await startServer();
  server.session.customer = { userId: "user_1", subscriptions: [{ id: "x".repeat(256) }] };
  const flow = await server.startFlow();
  expect(flow.url).toMatch(/^https:\/\/cancel\.retentbase\.com/);
  expect(server.eventsOf("settings_warning")).toContainEqual(
    expect.objectContaining({ message: expect.stringContaining("subscriptions.0.id") }),
  );
});
