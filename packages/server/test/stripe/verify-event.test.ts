import { createHmac } from "node:crypto";
import fc from "fast-check";
import Stripe from "stripe";
import { describe, expect, test, vi } from "vitest";
import { BillingEventError } from "../../src/billing/billing-event.ts";
import { verifyEvent } from "../../src/stripe/verify-event.ts";
import { signed, webhookSecret } from "./stripe-messages.ts";

const now = Date.UTC(2026, 10, 27);
const seconds = now / 1000;
const payload = JSON.stringify({ id: "evt_1", object: "event" });

const verify = (header: string, body = payload) =>
  verifyEvent(new TextEncoder().encode(body), header, [webhookSecret], now);
const helper = Stripe.webhooks.signature as NonNullable<typeof Stripe.webhooks.signature>;
/** The header that Stripe's docs describe, made without the package: HMAC-SHA-256 of `timestamp.body`, in hex. */
const sign = (timestamp: string | number, body = payload) =>
  createHmac("sha256", webhookSecret).update(`${timestamp}.${body}`).digest("hex");
const good = `t=${seconds},v1=${sign(seconds)}`;

test("a header as the docs describe it is believed, with other elements beside it", async () => {
  const event = { id: "evt_1", object: "event" };
  expect(await verify(good)).toEqual(event);
  expect(await verify(`t=${seconds},v1=${"0".repeat(64)},v1=${sign(seconds)},v0=${"f".repeat(64)}`)).toEqual(
    event,
  );
  expect(await verify(`v0=,v9=x,t=${seconds},v1=${sign(seconds)},new`)).toEqual(event);
  expect(await verify(signed(payload, { now }).headers["stripe-signature"] ?? "")).toEqual(event);
});

describe("no header of a stranger is believed", () => {
  const signature = sign(seconds);
  const withLast = (last: string) => `t=${seconds},v1=${signature.slice(0, 63)}${last}`;

  test.each([
    ["no value after v1", "t=1,v1"],
    ["an empty v1", `t=${seconds},v1=`],
    ["nothing but v1", "v1"],
    ["a signature with a character beyond ASCII", withLast("é")],
    ["a signature with a character beyond the BMP", withLast("\u{1f600}")],
    ["64 characters beyond ASCII", `t=${seconds},v1=${"é".repeat(64)}`],
    ["a signature in capitals", `t=${seconds},v1=${signature.toUpperCase()}`],
    ["a signature that is too long", `t=${seconds},v1=${signature}0`],
    ["a time that is no number", `t=x,v1=${sign("NaN")}`],
    ["an empty time", `t=,v1=${sign("NaN")}`],
    ["a negative time", `t=-1,v1=${sign(-1)}`],
    ["a time with a fraction", `t=${seconds}.5,v1=${sign(seconds)}`],
    ["a time beyond all dates", `t=${"9".repeat(400)},v1=${sign("Infinity")}`],
    ["two times, of which one was signed", `t=${seconds},t=${seconds - 1},v1=${sign(seconds - 1)}`],
    ["a signature of another scheme", `t=${seconds},v0=${signature}`],
    ["white space within", `t=${seconds}, v1=${signature}`],
    ["a blank", " "],
    ["commas", ",,,,"],
  ])("%s", async (_, header) => {
    await expect(verify(header)).rejects.toBeInstanceOf(BillingEventError);
  });

  test("any text, and any header that resembles a good one", async () => {
    const piece = fc.oneof(
      fc.constantFrom("t", "v1", "v0", "=", ",", String(seconds), signature, "\0", "é", "__proto__", " "),
      fc.string({ unit: "grapheme", maxLength: 70 }),
    );
    const texts = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
      fc
        .tuple(fc.nat(good.length), fc.nat(3), fc.string({ unit: "grapheme", maxLength: 3 }))
        .map(([at, removed, added]) => good.slice(0, at) + added + good.slice(at + removed)),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (header) => {
        // What was changed may be an element that does not count.
        const elements = header.split(",");
        const times = elements.filter((element) => /^t=\d{1,12}$/.test(element));
        fc.pre(!(elements.includes(`v1=${signature}`) && times.join() === `t=${seconds}`));
        await expect(verify(header)).rejects.toBeInstanceOf(BillingEventError);
      }),
      { numRuns: 3000 },
    );
  });

  test("a body that was not signed, with a header that makes the package throw an error of any kind", async () => {
    const throwing = [
      new Error("e"),
      new TypeError("t"),
      new RangeError("r"),
      "text",
      null,
      undefined,
      { a: 1 },
    ];
    for (const thrown of throwing) {
      const check = vi.spyOn(helper, "verifyHeaderAsync").mockRejectedValue(thrown);
      await expect(verify(good)).rejects.toBeInstanceOf(BillingEventError);
      check.mockImplementation(() => {
        throw thrown;
      });
      await expect(verify(good)).rejects.toBeInstanceOf(BillingEventError);
      check.mockRestore();
    }
  });

  test("a check that answers anything but true", async () => {
    for (const answer of [false, undefined, null, 1, "true", {}]) {
      const check = vi.spyOn(helper, "verifyHeaderAsync").mockResolvedValue(answer as boolean);
      await expect(verify(good)).rejects.toBeInstanceOf(BillingEventError);
      check.mockRestore();
    }
  });
});

describe("a good signature", () => {
  test.each([
    ["over something that is not JSON", "not JSON", "the message is not JSON"],
    ["over an empty body", "", "the message is not JSON"],
  ])("%s is refused", async (_, body, reason) => {
    await expect(verify(`t=${seconds},v1=${sign(seconds, body)}`, body)).rejects.toThrow(reason);
  });

  test("that is older or further ahead than five minutes is refused, also over a thin event", async () => {
    const thin = JSON.stringify({ id: "evt_1", object: "v2.core.event" });
    for (const body of [payload, thin]) {
      for (const [at, reason] of [
        [seconds - 301, "the signature is too old"],
        [seconds + 301, "the signature is from the future"],
      ] as const) {
        await expect(verify(`t=${at},v1=${sign(at, body)}`, body)).rejects.toThrow(reason);
      }
    }
  });
});
