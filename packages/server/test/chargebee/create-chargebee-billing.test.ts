import { describe, expect, test } from "vitest";
import { createChargebeeBilling } from "../../src/chargebee/create-chargebee-billing.ts";
import { rejection, start } from "../server-under-test.ts";
import { webhookPassword, webhookUser } from "./chargebee-stand-in.ts";

const options = {
  site: "shop",
  apiKey: "live_canary4Kd82Qp6Xv4",
  webhookUser,
  webhookPassword,
  onChurned: "end_of_term",
  findCustomer: (userId: string) => userId,
} as const;

test.each<[string, object, string]>([
  ["a whole address", { site: "shop.chargebee.com" }, "site"],
  ["no key", { apiKey: "" }, "apiKey"],
  ["a key with a colon", { apiKey: "live_canary:4Kd82Qp6" }, "apiKey"],
  ["an unknown action", { onChurned: "refund" }, "onChurned"],
  ["no way to find a customer", { findCustomer: undefined }, "findCustomer"],
  ["a field that is no custom one", { userIdKey: "customer_id" }, "userIdKey"],
  ["a user name with a colon", { webhookUser: "a:canary" }, "webhookUser"],
  ["a short password", { webhookPassword: "canary" }, "webhookPassword"],
  ["a password that can be guessed", { webhookPassword: "a".repeat(20) }, "webhookPassword"],
  ["plain http", { apiUrl: "http://chargebee.example" }, "apiUrl"],
])("%s is refused at once, by the option's name alone", (_, change, option) => {
  const build = () => createChargebeeBilling({ ...options, ...change });
  expect(build).toThrow(new RegExp(`^${option}: (?!.*canary)`));
});

test("the site says which environment it is for", () => {
  expect(createChargebeeBilling(options).environment).toBe("prod");
  expect(createChargebeeBilling({ ...options, site: "shop-test" }).environment).toBe("sandbox");
});

describe("a message", () => {
  const event = { id: "ev_1", event_type: "customer_changed", occurred_at: start / 1000, content: {} };
  const read = async (authorization: string, body: string) =>
    createChargebeeBilling(options).webhook?.read(
      new TextEncoder().encode(body),
      new Headers({ authorization }),
      start,
    );
  const basic = (user: string, password: string) => `Basic ${btoa(`${user}:${password}`)}`;
  const good = basic(webhookUser, webhookPassword);

  test("about something else says nothing", async () => {
    expect(await read(good, JSON.stringify(event))).toBeNull();
  });

  test.each([
    ["nothing", ""],
    ["a bearer token", `Bearer ${webhookPassword}`],
    ["another password", basic(webhookUser, `${webhookPassword}x`)],
    ["another user", basic("other", webhookPassword)],
    ["no user", basic("", `${webhookUser}:${webhookPassword}`)],
    ["what is no base64", "Basic %%%"],
  ])("with %s is refused", async (_, authorization) => {
    expect(await rejection(read(authorization, JSON.stringify(event)))).toMatchObject({
      name: "BillingEventError",
      code: "signature_invalid",
    });
  });

  test.each([["not JSON"], ["{}"], [JSON.stringify({ ...event, content: { subscription: { id: 1 } } })]])(
    "that can't be read is named so: %s",
    async (body) => {
      expect(await rejection(read(good, body))).toMatchObject({ code: "malformed" });
    },
  );

  test.each([
    [
      "on trial, with a time to end",
      { status: "in_trial", cancelled_at: 5 },
      { type: "scheduled", endsAt: 5000 },
    ],
    [
      "of a term that is the last",
      { status: "non_renewing", current_term_end: 6 },
      { type: "scheduled", endsAt: 6000 },
    ],
    ["that was cancelled", { status: "cancelled", cancelled_at: 7 }, { type: "ended", effectiveAt: 7000 }],
    ["that runs", { status: "active" }, { type: "running" }],
  ])("tells of a subscription %s", async (_, fields, fact) => {
    const subscription = { id: "sub_1", customer_id: "ctm_1", created_at: 1, ...fields };
    const body = JSON.stringify({ ...event, event_type: "subscription_changed", content: { subscription } });
    expect(await read(good, body)).toMatchObject({ fact, subscription: "sub_1", customer: "ctm_1" });
  });

  test.each([
    ["subscription_scheduled_cancellation_removed", "resumed"],
    ["subscription_reactivated", "resumed"],
    ["subscription_created", "started"],
  ])("%s is %s", async (type, fact) => {
    const subscription = { id: "sub_1", customer_id: "ctm_1", created_at: 1, status: "active" };
    const body = JSON.stringify({ ...event, event_type: type, content: { subscription } });
    expect(await read(good, body)).toMatchObject({ fact: { type: fact } });
  });

  test("of a payment counts where it was for a period, or for a new subscription", async () => {
    const subscription = { id: "sub_1", customer_id: "ctm_1", created_at: 1, status: "active" };
    const pay = async (fields: object) => {
      const invoice = { date: 9, total: 2400, recurring: true, first_invoice: false, ...fields };
      const content = { subscription, invoice };
      return read(good, JSON.stringify({ ...event, event_type: "payment_succeeded", content }));
    };
    expect(await pay({})).toMatchObject({ fact: { type: "paid", invoicedAt: 9000 } });
    expect(await pay({ first_invoice: true })).toMatchObject({ fact: { type: "bought" } });
    expect(await pay({ recurring: false })).toBeNull();
    expect(await pay({ total: 0 })).toBeNull();
  });
});
