import { describe, expect, test } from "vitest";
import { createPaddleBilling } from "../../src/paddle/create-paddle-billing.ts";
import { rejection, start } from "../server-under-test.ts";
import { paddleSecret, signPaddle } from "./paddle-stand-in.ts";

const options = {
  apiKey: "pdl_live_apikey_01canary4Kd82Qp6",
  webhookSecret: paddleSecret,
  onChurned: "next_billing_period",
  findCustomer: () => null,
} as const;

test.each<[string, object, string]>([
  ["no key", { apiKey: "" }, "apiKey"],
  ["an unknown action", { onChurned: "refund" }, "onChurned"],
  ["no way to find a customer", { findCustomer: undefined }, "findCustomer"],
  ["no secret", { webhookSecret: [] }, "webhookSecret"],
  ["a short secret", { webhookSecret: "canary" }, "webhookSecret"],
  ["a key of neither environment", { apiKey: "0123456789abcdef0123456789abcdefcanary" }, "environment"],
  ["plain http", { apiUrl: "http://paddle.example" }, "apiUrl"],
])("%s is refused at once, by the option's name alone", (_, change, option) => {
  const build = () => createPaddleBilling({ ...options, ...change });
  expect(build).toThrow(new RegExp(`^${option}: (?!.*canary)`));
});

test("the key says which environment it is for, or the option does", () => {
  expect(createPaddleBilling(options).environment).toBe("prod");
  const sandbox = { apiKey: "pdl_sdbx_apikey_01canary4Kd82Qp6" };
  expect(createPaddleBilling({ ...options, ...sandbox }).environment).toBe("sandbox");
  const older = { apiKey: "0123456789abcdef0123456789abcdef", environment: "sandbox" } as const;
  expect(createPaddleBilling({ ...options, ...older }).environment).toBe("sandbox");
});

describe("a message", () => {
  const body = JSON.stringify({
    event_id: "evt_1",
    event_type: "customer.updated",
    occurred_at: "2026-03-01T00:00:00.123456Z",
    data: {},
  });
  const read = async (header: string, text = body) =>
    createPaddleBilling(options).webhook?.read(
      new TextEncoder().encode(text),
      new Headers({ "paddle-signature": header }),
      start,
    );
  const good = signPaddle(body, start);
  const signature = good.slice(good.indexOf("h1="));

  test("about something else says nothing, also with signatures of other secrets", async () => {
    expect(await read(good)).toBeNull();
    expect(await read(good.replace("h1=", `h1=${"0".repeat(64)};h1=`))).toBeNull();
  });

  test.each([
    ["no signature", "", "there is no signature"],
    ["garbage", "garbage", "the signature header is malformed"],
    ["no time", signature, "the signature header is malformed"],
    ["two times", `ts=1;${good}`, "the signature header is malformed"],
    ["a signature that was cut", good.slice(0, -1), "the signature header is malformed"],
    ["another secret", signPaddle(body, start, "pdl_ntfset_of_a_stranger"), "no secret fits the signature"],
    ["another time", good.replace(/ts=\d+/, "ts=1"), "no secret fits the signature"],
    ["an old signature", signPaddle(body, start - 301_000), "the signature is too old"],
    ["a signature of the future", signPaddle(body, start + 301_000), "the signature is from the future"],
  ])("with %s is refused", async (_, header, reason) => {
    expect(await rejection(read(header))).toMatchObject({ name: "BillingEventError", message: reason });
  });

  test.each([["not JSON"], ["{}"], [body.replace("customer.updated", "subscription.updated")]])(
    "that is signed and can't be read is named so: %s",
    async (text) => {
      expect(await rejection(read(signPaddle(text, start), text))).toMatchObject({ code: "malformed" });
    },
  );
});
