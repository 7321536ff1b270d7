import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { publicUrl, start } from "../../server-under-test.ts";
import { bought, deleted, message, signed, webhookSecret } from "../../stripe/stripe-messages.ts";
import { startStripeServer } from "../../stripe/stripe-server.ts";

const hour = 3_600_000;
const later = start + hour;
/** A short message. */
const subscriptionless = message("charge.refunded", later, { id: "ch_1", customer: "cus_1" });
const churned = { outcome: "churned", effectiveAt: new Date(later).toISOString() };

describe("a message", () => {
  const payload = JSON.stringify(deleted(later));
  const good = signed(payload, { now: start });
  const withHeader = (header: string | undefined) => ({
    body: payload,
    headers: {
      "content-type": "application/json",
      ...(header !== undefined && { "stripe-signature": header }),
    },
  });
  const header = good.headers["stripe-signature"] ?? "";

  test.each([
    ["without a signature", withHeader(undefined), "there is no signature"],
    ["with garbage for a signature", withHeader("garbage"), "the signature header is malformed"],
    [
      "with a signature of a scheme that is none",
      withHeader(header.replace("v1=", "v0=")),
      "the signature header is malformed",
    ],
    [
      "signed with another secret",
      signed(payload, { now: start, secret: "whsec_of_somebody_else" }),
      "no secret fits the signature",
    ],
    [
      "that was changed",
      { ...good, body: payload.replace("sub_1", "sub_2") },
      "no secret fits the signature",
    ],
    [
      "signed more than five minutes ago",
      signed(payload, { now: start - 301_000 }),
      "the signature is too old",
    ],
    [
      "signed more than five minutes from now",
      signed(payload, { now: start + 301_000 }),
      "the signature is from the future",
    ],
    ["that is not JSON", signed("not JSON", { now: start }), "the message is not JSON"],
    ["with a signature without a value", withHeader("t=1,v1"), "the signature header is malformed"],
    ["with an empty signature", withHeader("t=1,v1="), "the signature header is malformed"],
    [
      "with a signature beyond ASCII",
      withHeader(`t=${start / 1000},v1=${"0".repeat(63)}\u00e9`),
      "the signature header is malformed",
    ],
  ])("%s is refused, in the same words whatever is wrong, and has no effect", async (_, request, reason) => {
    const server = await startStripeServer();
    await server.leave();
    const response = await server.browser.send("/stripe/webhook", { method: "POST", ...request });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: "invalid_request",
      detail: "The message is not valid.",
    });
    expect(server.eventsOf("billing_event_refused")).toEqual([{ type: "billing_event_refused", reason }]);
    await server.retent.drainOnce();
    expect(server.told()).toEqual([]);
    expect(await server.store.findBillingEvent(JSON.parse(payload).id)).toBeUndefined();
  });

  test("with any header that resembles a good one, and is not signed, is refused with nothing stored", async () => {
    const server = await startStripeServer();
    const purchase = bought(start);
    const body = JSON.stringify(purchase);
    const piece = fc.oneof(
      fc.constantFrom(
        "t",
        "v1",
        "v0",
        "=",
        ",",
        `${start / 1000}`,
        "0".repeat(64),
        "f".repeat(63),
        "\u00e9",
        " ",
      ),
      fc.stringMatching(/^[\x20-\x7e\xa0-\xff]{0,8}$/),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const headers = { "content-type": "application/json", "stripe-signature": pieces.join("").trim() };
        expect([400, 429]).toContain(await server.post({ body, headers }));
      }),
      { numRuns: 200 },
    );
    expect(await server.store.findBillingEvent(purchase.id)).toBeUndefined();
  });

  test("that a stranger forges does not turn a confirmed cancellation into a purchase", async () => {
    const server = await startStripeServer();
    const { eventId } = await server.leave();
    expect(await server.tell(deleted(later))).toBe(200);
    await server.retent.drainOnce();
    const purchase = JSON.stringify(bought(later + hour));
    for (const forged of ["t=1,v1", "t=1,v1=", "v1", `t=${start / 1000},v1=${"\u00e9".repeat(64)}`])
      expect(await server.post({ body: purchase, headers: withHeader(forged).headers })).toBe(400);
    await server.retent.drainOnce();
    expect(server.told()).toEqual([churned]);
    expect(await server.store.findBillingEvent(JSON.parse(purchase).id)).toBeUndefined();
    expect((await server.store.find(eventId))?.settlement).toMatchObject(churned);
  });
});

/** A body that begins to arrive and never ends, until it is let go. */
function unfinished(bytes = 1) {
  let letGo = () => {};
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(" ".repeat(bytes)));
      letGo = () => controller.close();
    },
    cancel() {
      letGo = () => {};
    },
  });
  return { init: { method: "POST", body, duplex: "half" } as RequestInit, letGo: () => letGo() };
}

describe("a stranger who signs nothing", () => {
  test("puts off nothing by a message that never ends", async () => {
    const server = await startStripeServer();
    await server.leave();
    const { init, letGo } = unfinished();
    const response = server.browser.send("/stripe/webhook", init);
    expect(await server.tell(deleted(later))).toBe(200);
    await server.retent.drainOnce();
    expect(server.told()).toEqual([churned]);
    letGo();
    expect((await response).status).toBe(400);
  });

  test("is limited by address, fills no log, and keeps no signed message out", async () => {
    const server = await startStripeServer();
    const post = async (secret: string, peer: string) => {
      const { body, headers } = signed(deleted(later), { now: start, secret });
      const request = new Request(`${publicUrl}/stripe/webhook`, { method: "POST", body, headers });
      return server.retent.fetch(request, undefined, peer);
    };
    const statuses: number[] = [];
    for (let times = 0; times < 40; times += 1)
      statuses.push((await post("whsec_made_up", `2001:db8::${times}`)).status);
    expect([statuses.indexOf(429), statuses[0], statuses.at(-1)]).toEqual([30, 400, 429]);
    expect(server.eventsOf("billing_event_refused")).toHaveLength(30);
    expect((await post("whsec_made_up", "2001:db8::1")).headers.get("retry-after")).toMatch(/^\d+$/);
    expect((await post("whsec_made_up", "2001:db8:1::1")).status).toBe(400);
    expect((await post(webhookSecret, "2001:db8::1")).status).toBe(200);
  });

  test("holds only so much memory by messages that never end: the oldest of them are given up", async () => {
    const limits = { maxEventBytes: 1000, maxBodyBytes: 1000 };
    const server = await startStripeServer(limits);
    const held = Array.from({ length: 70 }, () => unfinished(1000));
    const statuses: number[] = [];
    const responses = held.map(async ({ init }) => {
      statuses.push((await server.browser.send("/stripe/webhook", init)).status);
    });
    await expect.poll(() => statuses).toEqual(Array(6).fill(400));
    expect(await server.tell(subscriptionless)).toBe(200);
    for (const { letGo } of held) letGo();
    await Promise.all(responses);
  });
});
