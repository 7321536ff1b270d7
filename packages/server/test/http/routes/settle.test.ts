import { describe, expect, test } from "vitest";
import { StoreError } from "../../../src/store.ts";
import { publicUrl, start, startServer } from "../../server-under-test.ts";
import {
  billingSecret,
  createReceiver,
  otherSecret,
  signHeaders,
  startWebhookShop,
} from "../../webhook-billing/webhook-shop.ts";

const endsAt = "2026-03-31T00:00:00Z";

/** A customer who has left, and a receiver that decides later. */
async function startPending(options: Parameters<typeof startWebhookShop>[0] = {}) {
  const shop = await startWebhookShop({ receiver: createReceiver(new Response("Accepted")), ...options });
  const flow = await shop.startFlow();
  await shop.bringBack(flow);
  const settle = (fields: object, { id = "msg_1", at = shop.clock.now } = {}) => {
    const body = { eventId: flow.eventId, outcome: "churned", ...fields };
    return shop.post(body, signHeaders(body, at, { id }));
  };
  return { ...shop, flow, settle };
}

describe("a receiver that decides later", () => {
  test("settles by a signed message: the customer, and RetentBase, hear of it", async () => {
    const { settle, flow, bringBack, retent, told } = await startPending();
    expect((await bringBack(flow)).answer.status).toBe("pending");
    expect(await settle({ revision: 1, effectiveAt: endsAt })).toEqual({
      status: 200,
      answer: {
        eventId: flow.eventId,
        revision: 1,
        status: "settled",
        outcome: "churned",
        effectiveAt: endsAt,
        changed: true,
      },
    });
    await retent.drainOnce();
    expect(told()).toEqual([{ outcome: "churned", effectiveAt: endsAt }]);
    expect((await bringBack(flow)).answer).toMatchObject({ status: "settled", confirmed: true });
  });

  test("may say the same again: nothing happens twice", async () => {
    const { settle, retent, told, eventsOf } = await startPending();
    await settle({ effectiveAt: endsAt });
    for (const id of ["msg_1", "msg_2"])
      expect(await settle({ effectiveAt: endsAt }, { id })).toMatchObject({
        status: 200,
        answer: { changed: false, status: "settled" },
      });
    await retent.drainOnce();
    expect(told()).toHaveLength(1);
    expect(eventsOf("settled")).toHaveLength(1);
  });

  test("may change the outcome by a new message; an old one that is sent again changes nothing", async () => {
    const { settle, retent, told } = await startPending();
    await settle({}, { id: "msg_1" });
    await settle({ outcome: "recovered" }, { id: "msg_2" });
    expect(await settle({}, { id: "msg_1" })).toMatchObject({
      status: 200,
      answer: { outcome: "recovered", changed: false },
    });
    await retent.drainOnce();
    expect(told().map(({ outcome }) => outcome)).toEqual(["churned", "recovered"]);
  });

  test("may send a new message again that could not be taken", async () => {
    const { settle, store } = await startPending();
    await settle({});
    const { save } = store;
    store.save = () => Promise.reject(new StoreError("unavailable", "the disk is full"));
    expect(await settle({ outcome: "recovered" }, { id: "msg_2" })).toMatchObject({ status: 503 });
    store.save = save;
    expect(await settle({ outcome: "recovered" }, { id: "msg_2" })).toMatchObject({
      status: 200,
      answer: { outcome: "recovered", changed: true },
    });
  });

  test("may send texts and empty fields, as tools without code do", async () => {
    const { settle } = await startPending();
    expect(await settle({ revision: "1", effectiveAt: "", metadata: null })).toMatchObject({
      status: 200,
      answer: { status: "settled", effectiveAt: null },
    });
  });

  test.each([
    ["2026-03-31T00:00:00-0000", "2026-03-31T00:00:00-00:00"],
    ["2026-04-01T02:00:00.123456+02:00", "2026-04-01T02:00:00.123456+02:00"],
  ])("may write the date as tools and services do: %s", async (effectiveAt, told) => {
    const { settle } = await startPending();
    expect(await settle({ effectiveAt })).toMatchObject({ status: 200, answer: { effectiveAt: told } });
  });

  test("may post a form, as tools without code do unless they are told otherwise", async () => {
    const { post, flow, clock } = await startPending();
    const body = new URLSearchParams({ eventId: flow.eventId, revision: "1", outcome: "churned" }).toString();
    const headers = {
      ...signHeaders(body, clock.now),
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    };
    expect(await post(body, headers)).toMatchObject({ status: 200, answer: { changed: true } });
    const unsigned = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };
    expect(await post(body, unsigned)).toMatchObject({ status: 401, answer: { code: "not_authorized" } });
  });

  test("is not what we have posted ourselves, whatever words of a customer it holds", async () => {
    const { post, flow, clock, store } = await startPending();
    const body = JSON.stringify({
      type: "cancellation.decided",
      data: { reasonText: `&eventId=${flow.eventId}&outcome=recovered&` },
    });
    for (const type of ["application/json", "application/x-www-form-urlencoded"])
      expect(await post(body, { ...signHeaders(body, clock.now), "content-type": type })).toMatchObject({
        status: 400,
      });
    expect(await store.find(flow.eventId)).toMatchObject({ settlement: null });
  });

  test("may show the secret as a bearer token instead of signing", async () => {
    const { post, flow } = await startPending({ secret: [otherSecret, billingSecret] });
    const body = { eventId: flow.eventId, outcome: "churned" };
    const headers = { "content-type": "application/json", authorization: `Bearer ${billingSecret}` };
    expect(await post(body, headers)).toMatchObject({ status: 200, answer: { changed: true } });
  });

  test("about an earlier decision changes nothing", async () => {
    const { settle, browser, flow, clock, answerWith, store } = await startPending();
    answerWith(new Response(null, { status: 500 }));
    clock.now += 1000;
    await browser.postForm("/cancel", { event: flow.eventId, preset: "eu-withdrawal" });
    expect(await settle({ revision: 1, outcome: "recovered" })).toMatchObject({
      status: 200,
      answer: { revision: 2, status: "pending", changed: false },
    });
    expect(await store.find(flow.eventId)).toMatchObject({ settlement: null });
    const refused = await settle({ outcome: "recovered" }, { id: "msg_2" });
    expect(refused).toMatchObject({ status: 409, answer: { code: "conflict" } });
    expect(refused.answer.detail).toMatch(/changed their decision since; pass \{ revision \}/);
  });

  test("is told which event is unknown, or not the only one", async () => {
    const { settle, startFlow, bringBack } = await startPending();
    expect(await settle({ eventId: "ev_unknown" })).toMatchObject({
      status: 404,
      answer: { code: "not_found", detail: expect.stringMatching(/no cancellation with this event id/) },
    });
    for (const flow of [await startFlow(), await startFlow()])
      await bringBack(flow, { event_id: "ev_shared" });
    expect(await settle({ eventId: "ev_shared" }, { id: "msg_2" })).toMatchObject({
      status: 409,
      answer: { code: "conflict", detail: expect.stringMatching(/more than one cancellation/) },
    });
  });

  test.each([
    ["not JSON", "canary", /must be JSON/],
    ["null", "null", /the body/],
    ["no event id", { eventId: undefined }, /eventId/],
    ["an outcome that is none", { outcome: "canary" }, /outcome/],
    ["a date without a time", { effectiveAt: "2026-03-31" }, /effectiveAt/],
    ["revision 0", { revision: 0 }, /revision/],
    ["nested metadata", { metadata: { a: ["canary"] } }, /metadata/],
  ])("is told what is wrong with a message of %s, and nothing changes", async (_, change, reason) => {
    const { post, flow, clock, store } = await startPending();
    const body =
      typeof change === "string" ? change : { eventId: flow.eventId, outcome: "churned", ...change };
    const { status, answer } = await post(body, signHeaders(body, clock.now));
    expect(status).toBe(400);
    expect(answer.detail).toMatch(reason);
    expect(answer.detail).not.toContain("canary");
    expect(await store.find(flow.eventId)).toMatchObject({ settlement: null });
  });
});

describe("a message", () => {
  const body = JSON.stringify({ eventId: "ev_1", outcome: "churned" });
  const good = signHeaders(body, start);
  const json = { "content-type": "application/json" };
  const signature = good["webhook-signature"];

  test.each([
    ["without a signature", json, "there is no signature"],
    [
      "signed with another secret",
      signHeaders(body, start, { secret: otherSecret }),
      "no secret fits the signature",
    ],
    ["with the id of another", { ...good, "webhook-id": "msg_2" }, "no secret fits the signature"],
    ["of five minutes ago", signHeaders(body, start - 301_000), "the signature is too old"],
    ["of five minutes from now", signHeaders(body, start + 301_000), "the signature is from the future"],
    ["without an id", { ...good, "webhook-id": "" }, "the signature headers are malformed"],
    ["with a dot in its id", { ...good, "webhook-id": "msg.1" }, "the signature headers are malformed"],
    ["without a time", { ...good, "webhook-timestamp": "now" }, "the signature headers are malformed"],
    [
      "with a signature of another version",
      { ...good, "webhook-signature": signature.replace("v1,", "v1a,") },
      "the signature headers are malformed",
    ],
    [
      "with a signature that was cut",
      { ...good, "webhook-signature": signature.slice(0, -4) },
      "the signature headers are malformed",
    ],
    [
      "with nine signatures, one of them right",
      { ...good, "webhook-signature": `${`v1,${"A".repeat(43)}= `.repeat(8)}${signature}` },
      "the signature headers are malformed",
    ],
    [
      "with the secret of another server",
      { ...json, authorization: `Bearer ${otherSecret}` },
      "no secret fits the bearer token",
    ],
    [
      "with the secret for a Basic password",
      { ...json, authorization: `Basic ${btoa(`x:${billingSecret}`)}` },
      "no secret fits the bearer token",
    ],
    [
      "with the secret, and a signature that is wrong",
      { ...good, "webhook-id": "msg_2", authorization: `Bearer ${billingSecret}` },
      "no secret fits the signature",
    ],
  ])("%s is refused, in the same words whatever is wrong", async (_, headers, reason) => {
    const { post, eventsOf } = await startPending();
    const { status, answer } = await post(body, headers);
    expect(status).toBe(401);
    expect(answer).toMatchObject({
      code: "not_authorized",
      detail: expect.stringMatching(/^The message is not/),
    });
    expect(eventsOf("billing_event_refused")).toEqual([{ type: "billing_event_refused", reason }]);
  });

  test("is limited by address where it is wrong, and never where it is right", async () => {
    const { retent, flow, clock } = await startPending();
    const settlement = JSON.stringify({ eventId: flow.eventId, outcome: "churned" });
    const post = async (secret: string) => {
      const init = {
        method: "POST",
        body: settlement,
        headers: signHeaders(settlement, clock.now, { secret }),
      };
      return (await retent.fetch(new Request(`${publicUrl}/settle`, init), undefined, "192.0.2.1")).status;
    };
    const statuses: number[] = [];
    for (let times = 0; times < 32; times += 1) statuses.push(await post(otherSecret));
    expect([statuses[0], statuses[29], statuses[30], statuses[31]]).toEqual([401, 401, 429, 429]);
    expect(await post(billingSecret)).toBe(200);
  });

  test("that is too long is not read", async () => {
    const { post, clock } = await startPending({ maxBodyBytes: 1000 });
    const long = JSON.stringify({ eventId: "ev_1", outcome: "churned", metadata: { a: "b".repeat(1000) } });
    expect((await post(long, signHeaders(long, clock.now))).status).toBe(413);
  });

  test("goes nowhere unless billing is a webhook", async () => {
    const { browser } = await startServer();
    const response = await browser.send("/settle", { method: "POST", body, headers: good });
    expect(response.status).toBe(404);
  });
});
