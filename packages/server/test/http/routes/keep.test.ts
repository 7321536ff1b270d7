import { describe, expect, test } from "vitest";
import type { OnResult } from "../../../src/billing/billing.ts";
import { publicUrl, type ServerUnderTest, start, startServer } from "../../server-under-test.ts";
import { fieldsOf, read } from "../choose-page.ts";
import { confirm, openPage } from "../plain-page.ts";

const endsAt = "2026-03-31T00:00:00Z";
const day = 86_400_000;

/** Billing that ends a subscription with its period, and undoes that. */
const toPeriodEnd: OnResult = ({ outcome }) =>
  outcome === "churned" ? { outcome, effectiveAt: endsAt } : { outcome };

/** A customer who has cancelled on the plain page, and what the receipt leads to. */
async function cancelled(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer({ ...(!options.settle && { onResult: toPeriodEnd }), ...options });
  const event = await openPage(server);
  const receipt = await confirm(server, event);
  const path = `/api/retent/keep?event=${event}`;
  return { ...server, event, receipt, path };
}

async function keep(server: Pick<ServerUnderTest, "browser">, fields: Record<string, string>) {
  const response = await server.browser.postForm("/keep", fields);
  const location = response.headers.get("location");
  return { status: response.status, page: location === null ? undefined : await read(server, location) };
}

const outcomes = ({ billing }: Pick<ServerUnderTest, "billing">) =>
  billing.mock.calls.map(([{ revision, outcome }]) => [revision, outcome]);

describe("a customer whose subscription is going to end", () => {
  test("finds the way on the receipt, and takes the cancellation back by one button", async () => {
    const server = await cancelled();
    expect(server.receipt).toContain(`<a href="${server.path}">Keep my subscription</a>`);
    const page = await read(server, server.path);
    expect(page.status).toBe(200);
    expect(page.text).toContain("Ends on</dt><dd>March 31, 2026");
    expect(page.text).toContain("Your subscription then continues as before.");
    expect(page.text.match(/<button/g)).toHaveLength(1);
    expect(outcomes(server)).toEqual([[1, "churned"]]);

    server.clock.now += day;
    const kept = await keep(server, fieldsOf(page.text));
    expect(kept.status).toBe(303);
    expect(kept.page?.text).toContain("Your subscription continues");
    expect(kept.page?.text).not.toContain("<form");
    expect(kept.page?.text).toContain("<dt>Account</dt>");
    expect(outcomes(server)).toEqual([
      [1, "churned"],
      [2, "recovered"],
    ]);
    await server.retent.drainOnce();
    expect(server.retentbase.calls("update").map(({ body }) => body.outcome)).toEqual([
      "churned",
      "recovered",
    ]);
    expect(await server.store.find(server.event)).toMatchObject({ decision: { source: "keep_page" } });
  });

  test("comes from the hosted page's result, on the return page too", async () => {
    const server = await startServer({ onResult: toPeriodEnd });
    const flow = await server.startFlow();
    const { answer } = await server.bringBack(flow);
    expect(answer).toMatchObject({ keepUrl: `${publicUrl}/keep?event=${flow.eventId}` });
    const returned = await read(server, `${publicUrl}/return?event=${flow.eventId}`);
    expect(returned.text).toContain(`href="/api/retent/keep?event=${flow.eventId}"`);
    await keep(server, { event: flow.eventId });
    expect(outcomes(server).at(-1)).toEqual([2, "recovered"]);
  });

  test("needs to name no cancellation: the latest that can be taken back is meant", async () => {
    const server = await cancelled();
    server.clock.now += 1000;
    const later = await openPage(server);
    await confirm(server, later);
    const stranger = { browser: server.newBrowser() };
    const page = await read(stranger, `${publicUrl}/keep`);
    expect(fieldsOf(page.text)).toEqual({ event: later });
    await keep(stranger, {});
    expect(server.billing).toHaveBeenLastCalledWith(
      expect.objectContaining({ eventId: later, outcome: "recovered" }),
    );
  });

  test("does so once, by a double click and from two tabs", async () => {
    const server = await cancelled();
    const clicks = await Promise.all([
      keep(server, { event: server.event }),
      keep(server, { event: server.event }),
    ]);
    await keep(server, { event: server.event });
    expect(clicks.map(({ status }) => status)).toEqual([303, 303]);
    expect(outcomes(server)).toEqual([
      [1, "churned"],
      [2, "recovered"],
    ]);
    await server.retent.drainOnce();
    expect(server.retentbase.calls("update")).toHaveLength(2);
  });

  test("is not told that it is kept before billing says so", async () => {
    const server = await cancelled({
      onResult: ({ outcome }) =>
        outcome === "churned" ? { outcome, effectiveAt: endsAt } : { pending: true },
    });
    const { page } = await keep(server, { event: server.event });
    expect(page?.text).toContain("We have received your wish to keep your subscription");
    expect(page?.text).toContain("We are now processing your decision to stay.");
    expect(page?.text).not.toMatch(/continues|ends on/);
    await server.retent.settle(server.event, { outcome: "recovered" }, { revision: 2 });
    expect((await read(server, server.path)).text).toContain("Your subscription continues");
  });

  test("is told the truth if it has ended meanwhile", async () => {
    const server = await cancelled({
      onResult: ({ revision }) => ({
        outcome: "churned",
        effectiveAt: revision === 1 ? endsAt : "2026-02-28T00:00:00Z",
      }),
    });
    const { page } = await keep(server, { event: server.event });
    expect(page?.text).toContain("Your subscription could not be kept");
    expect(page?.text).toContain("Your subscription ended on February\u00a028,\u00a02026.");
    expect(page?.text).not.toContain("<form");
  });

  test("can still do so while billing has not answered", async () => {
    let isDown = true;
    const server = await cancelled({
      onResult: ({ outcome }) => {
        if (isDown) throw new Error("billing is down");
        return { outcome };
      },
    });
    expect(server.receipt).toContain(server.path);
    isDown = false;
    expect((await keep(server, { event: server.event })).page?.text).toContain("continues");
    expect(server.billing).toHaveBeenLastCalledWith(expect.objectContaining({ outcome: "recovered" }));
  });

  test("may cancel again afterwards", async () => {
    const server = await cancelled();
    await keep(server, { event: server.event });
    server.clock.now += 1000;
    expect(await confirm(server, server.event)).toContain("Your subscription is cancelled");
    expect(outcomes(server).at(-1)).toEqual([3, "churned"]);
  });

  test("reads it in the words of a law and in the asked language", async () => {
    const server = await cancelled();
    const page = await read(server, `${server.path}&lang=fr`);
    expect(page.text).toContain("Garder votre abonnement");
    expect((await read(server, `${server.path}&preset=de`)).text).toContain("Vertrag behalten");
  });
});

describe("nothing is taken back", () => {
  test.each<[string, Parameters<typeof startServer>[0], number]>([
    ["once the end has come", {}, 31 * day],
    ["where billing named no date", { onResult: ({ outcome }) => ({ outcome }) }, 0],
    ["where a person ends subscriptions", { settle: "manual" }, 0],
  ])("%s", async (_, options, later) => {
    const server = await cancelled(options);
    server.clock.now += later;
    server.billing.mockClear();
    const receipt = await read(server, `${publicUrl}/cancel?event=${server.event}`);
    expect(receipt.text).not.toContain("/keep?");
    const page = await read(server, server.path);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain("<form");
    expect(page.text).not.toContain("Your subscription continues");
    await keep(server, { event: server.event });
    expect(server.billing).not.toHaveBeenCalled();
  });

  test("of a withdrawal, which undoes the contract itself", async () => {
    const server = await startServer({ onResult: toPeriodEnd });
    const { eventId } = await server.startFlow({ preset: "eu-withdrawal" });
    await server.browser.postForm("/cancel", { event: eventId, preset: "eu-withdrawal" });
    await keep(server, { event: eventId });
    expect(outcomes(server)).toEqual([[1, "churned"]]);
  });

  test("of a customer who has cancelled nothing", async () => {
    const server = await startServer();
    const page = await read(server, `${publicUrl}/keep`);
    expect(page.text).toContain("Your account shows whether your subscription continues");
    expect(page.text).toContain("<dt>Account</dt><dd><bdi>u…1</bdi></dd>");
    expect(page.text).not.toContain("<dt>Subscription</dt>");
    const posted = await server.browser.postForm("/keep", {});
    expect(posted.status).toBe(200);
    expect(server.billing).not.toHaveBeenCalled();
  });
});

describe("an attacker", () => {
  test("takes back no other customer's cancellation", async () => {
    const server = await cancelled();
    const browser = server.newBrowser();
    server.session.customer = { userId: "user_2" };
    expect((await read({ browser }, server.path)).status).toBe(403);
    expect((await browser.postForm("/keep", { event: server.event })).status).toBe(403);
    expect((await read({ browser }, `${publicUrl}/keep`)).text).not.toContain("<form");
    server.session.customer = null;
    expect((await read({ browser }, server.path)).status).toBe(401);
    expect((await browser.postForm("/keep", { event: server.event })).status).toBe(401);
    expect((await browser.postForm("/keep", {})).status).toBe(401);
    expect(outcomes(server)).toEqual([[1, "churned"]]);
  });

  test("posts from no other site, and not in any number", async () => {
    const server = await cancelled({ limits: { linksPerUser: 1 } });
    const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await server.browser.postForm("/keep", { event: server.event }, headers)).status).toBe(403);
    await keep(server, { event: server.event });
    await server.browser.postForm("/cancel", { event: server.event });
    expect((await server.browser.postForm("/keep", { event: server.event })).status).toBe(429);
  });

  test("does not undo it by the hosted page's token, which is older", async () => {
    const server = await startServer({ onResult: toPeriodEnd });
    const flow = await server.startFlow();
    // RetentBase's clock is ahead.
    const token = server.token(flow, { iat: start / 1000 + 30 });
    await server.browser.postJson("/result", { token });
    await keep(server, { event: flow.eventId });
    server.clock.now += 5000;
    expect((await server.browser.postJson("/result", { token })).status).toBe(200);
    const another = server.token(flow, { iat: start / 1000 + 20, jti: "rt_other" });
    expect((await server.browser.postJson("/result", { token: another })).status).toBe(200);
    expect(outcomes(server)).toEqual([
      [1, "churned"],
      [2, "recovered"],
    ]);
  });
});
