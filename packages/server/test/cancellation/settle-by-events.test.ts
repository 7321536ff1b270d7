import { describe, expect, test } from "vitest";
import { answer } from "../fake-retentbase.ts";
import { start } from "../server-under-test.ts";
import {
  bought,
  deleted,
  message,
  paid,
  resumed,
  type Shape,
  scheduled,
  subscription,
  updated,
} from "../stripe/stripe-messages.ts";
import { startStripeServer } from "../stripe/stripe-server.ts";

const hour = 3_600_000;
const later = start + hour;
const churned = { outcome: "churned", effectiveAt: new Date(later).toISOString() };
const recovered = { outcome: "recovered", effectiveAt: undefined };

/** What RetentBase is told where these messages come after a customer has decided to leave. */
async function toldAfter(...messages: object[]) {
  const server = await startStripeServer();
  await server.leave();
  for (const each of messages) expect(await server.tell(each)).toBe(200);
  await server.retent.drainOnce();
  return server.told();
}

describe("an outcome", () => {
  test("that is only scheduled is none, by the end of the period and by a date", async () => {
    expect(await toldAfter(scheduled(later), updated(later, { cancel_at: later / 1000 + 9 }))).toEqual([]);
  });

  test("of one chosen subscription says nothing of the customer's other one", async () => {
    const server = await startStripeServer({
      onResult: () => ({ pending: true, customer: "cus_1", subscription: null }),
    });
    server.session.customer = { userId: "user_1", subscriptions: [{ id: "sub_1" }, { id: "sub_2" }] };
    const flows = [
      await server.startFlow({ subscription: "sub_1" }),
      await server.startFlow({ subscription: "sub_2" }),
    ];
    for (const flow of flows) await server.bringBack(flow);
    await server.tell(deleted(later, { id: "sub_2" }));
    await server.retent.drainOnce();
    const found = await server.store.findMany(flows.map(({ eventId }) => eventId));
    const statuses = Object.fromEntries(found.map((each) => [each.subscription, each.status]));
    expect(statuses).toEqual({ sub_1: "pending", sub_2: "forwarded" });
  });

  test("is churned while a new subscription is on trial, and recovered once that is paid", async () => {
    const trial = message(
      "customer.subscription.created",
      later + hour,
      subscription({ id: "sub_2", status: "trialing" }),
    );
    const order = bought(later + hour, { payment_status: "no_payment_required", amount_total: 0 });
    const messages = [deleted(later), trial, order];
    expect(await toldAfter(...messages)).toEqual([churned]);
    const firstPeriod = paid(later + 14 * 24 * hour, {
      parent: { subscription_details: { subscription: "sub_2" } },
    });
    expect(await toldAfter(...messages, firstPeriod)).toEqual([recovered]);
    expect(await toldAfter(deleted(later), firstPeriod)).toEqual([churned]);
  });

  test("that is scheduled stays open while periods before it are paid", async () => {
    const endsAt = later + 90 * 24 * hour;
    const messages = [updated(later, { cancel_at: endsAt / 1000 }), paid(later + 30 * 24 * hour)];
    expect(await toldAfter(...messages)).toEqual([]);
    const ended = { outcome: "churned", effectiveAt: new Date(endsAt).toISOString() };
    expect(await toldAfter(...messages, deleted(endsAt))).toEqual([ended]);
    expect(await toldAfter(...messages, paid(endsAt))).toEqual([recovered]);
    expect(await toldAfter(...messages, resumed(later + 40 * 24 * hour))).toEqual([recovered]);
  });

  test.each([
    ["the period's end", [scheduled(later), resumed(later + hour)]],
    [
      "a date",
      [updated(later, { cancel_at: 2_000_000_000 }), updated(later + hour, {}, { cancel_at: 2_000_000_000 })],
    ],
    ["no more than the state tells", [scheduled(later), updated(later + hour)]],
  ])("of a cancellation that was undone is recovered: %s", async (_, messages) => {
    expect(await toldAfter(...messages)).toEqual([recovered]);
    expect(await toldAfter(...messages.toReversed())).toEqual([recovered]);
  });

  test.each<Shape>(["before basil", "basil"])("follows from an invoice in the shape %s", async (shape) => {
    expect(await toldAfter(paid(later, {}, shape))).toEqual([recovered]);
  });

  test.each<[string, object]>([
    ["of nothing", paid(later, { amount_paid: 0 })],
    ["made by hand", paid(later, { billing_reason: "manual" })],
    ["for a change of plan", paid(later, { billing_reason: "subscription_update" })],
    ["for usage", paid(later, { billing_reason: "subscription_threshold" })],
    ["for a reason of the future", paid(later, { billing_reason: "goodwill" })],
    [
      "of a period before the decision",
      message("invoice.paid", later, { ...paid(start - hour).data.object }),
    ],
    ["of no subscription", message("invoice.paid", later, { ...paid(later, { parent: null }).data.object })],
    ["that failed", message("invoice.payment_failed", later, paid(later).data.object)],
  ])("does not follow from an invoice %s", async (_, invoice) => {
    expect(await toldAfter(invoice)).toEqual([]);
  });

  test("follows from a checkout that was paid, now or later, and from the first invoice of a new subscription", async () => {
    expect(await toldAfter(bought(later))).toEqual([recovered]);
    const async = { ...bought(later), type: "checkout.session.async_payment_succeeded" };
    expect(await toldAfter(async)).toEqual([recovered]);
    expect(await toldAfter(paid(later, { billing_reason: "subscription_create" }))).toEqual([recovered]);
  });

  test.each<Shape>(["before basil", "basil"])(
    "does not follow from money that comes late for what was bought before the decision: %s",
    async (shape) => {
      const first = paid(start - hour, { billing_reason: "subscription_create" }, shape).data.object;
      const debited = message("invoice.paid", later + hour, first);
      const sold = bought(later + hour, { subscription: "sub_1", created: (start - hour) / 1000 });
      const checkedOut = { ...sold, type: "checkout.session.async_payment_succeeded" };
      expect(await toldAfter(debited, checkedOut)).toEqual([]);
      expect(await toldAfter(deleted(later), debited, checkedOut)).toEqual([churned]);
    },
  );

  test.each([
    ["not paid", { payment_status: "unpaid" }],
    ["free", { amount_total: 0, payment_status: "no_payment_required" }],
    ["for one thing", { mode: "payment", subscription: null }],
    ["to save a card", { mode: "setup", subscription: null }],
  ])("does not follow from a checkout that is %s", async (_, fields) => {
    expect(await toldAfter(bought(later, fields))).toEqual([]);
  });

  test.each(["past_due", "unpaid", "incomplete", "incomplete_expired", "paused", "an unknown status"])(
    "does not follow from a subscription that is %s, before it has ended",
    async (status) => {
      const changed = updated(later, { status }, { cancel_at_period_end: true });
      expect(await toldAfter(scheduled(later - 1000), changed)).toEqual([]);
      expect(await toldAfter(changed, deleted(later))).toEqual([churned]);
    },
  );

  test("does not follow from the end of what never began", async () => {
    expect(await toldAfter(deleted(later, { status: "incomplete_expired", ended_at: null }))).toEqual([]);
  });

  test("never turns from churned to recovered by a stale message", async () => {
    const stale = [scheduled(later - 3000), resumed(later - 2000), paid(later - 1000), paid(later + hour)];
    expect(await toldAfter(deleted(later), ...stale)).toEqual([churned]);
  });

  test("turns from churned to recovered where the customer buys again, and each is sent in its turn", async () => {
    const server = await startStripeServer();
    await server.leave();
    server.retentbase.reply("update", answer(503));
    for (const each of [deleted(later), bought(later + hour)]) {
      await server.tell(each);
      await server.retent.drainOnce();
    }
    server.clock.now += hour;
    await server.retent.drainOnce();
    expect(server.told()).toEqual([churned, churned, recovered]);
  });

  test("is found for a cancellation by the user id alone", async () => {
    const server = await startStripeServer({ onResult: () => ({ pending: true }) });
    await server.leave();
    await server.tell(deleted(later, { metadata: {} }));
    await server.retent.drainOnce();
    expect(server.told()).toEqual([]);
    await server.tell(deleted(later));
    await server.retent.drainOnce();
    expect(server.told()).toEqual([churned]);
  });

  test.each([
    ["is found", true, [churned]],
    ["is not found, unless the merchant says so,", false, []],
  ])("%s for user ids that are Stripe's ids of customers", async (_, userIdIsCustomer, told) => {
    const server = await startStripeServer({
      stripe: { userIdIsCustomer },
      onResult: () => ({ pending: true }),
    });
    server.session.customer = { userId: "cus_1" };
    await server.bringBack(await server.startFlow(), { sub: "cus_1" });
    await server.tell(deleted(later, { metadata: {} }));
    await server.retent.drainOnce();
    expect(server.told()).toEqual(told);
  });

  test("does not follow for a cancellation that is only named in a subscription's metadata", async () => {
    const server = await startStripeServer();
    const { eventId } = await server.leave();
    const strange = { id: "sub_9", customer: "cus_9", metadata: { retentEventId: eventId, eventId } };
    await server.tell(deleted(later, strange));
    await server.retent.drainOnce();
    expect(server.told()).toEqual([]);
  });

  test("does not follow from a user id that anybody can write into a payment link's address", async () => {
    const link = { payment_link: "plink_1", customer: "cus_9" };
    expect(await toldAfter(bought(later, link))).toEqual([]);
    expect(await toldAfter(bought(later, { ...link, payment_link: null }))).toEqual([recovered]);
  });

  describe("of one of several users who share a customer at Stripe", () => {
    const ofColleague = { metadata: { userId: "user_2" } };
    const sold = bought(later, { subscription: "sub_2", client_reference_id: "user_2" });
    const unnamedSale = bought(later, { subscription: "sub_2", client_reference_id: null });
    const created = message(
      "customer.subscription.created",
      later,
      subscription({ id: "sub_2", ...ofColleague }),
    );
    const secondPeriod = paid(later + hour, {
      parent: { subscription_details: { subscription: "sub_2", ...ofColleague } },
    });
    const undone = updated(later, { id: "sub_2", ...ofColleague }, { cancel_at_period_end: true });

    test.each<[string, object[]]>([
      ["a colleague buys", [sold, created, secondPeriod]],
      ["a colleague buys by a checkout that names no user", [unnamedSale, created]],
      ["a colleague's subscription is paid again", [created, secondPeriod]],
      ["a colleague stays", [undone]],
    ])("does not follow if %s", async (_, messages) => {
      expect(await toldAfter(...messages)).toEqual([]);
      expect(await toldAfter(...messages.toReversed(), deleted(later))).toEqual([churned]);
    });

    test("does not follow from a colleague's end, though it is not known which subscription it is about", async () => {
      const server = await startStripeServer({ onResult: () => ({ pending: true, customer: "cus_1" }) });
      await server.leave();
      await server.tell(deleted(later, { id: "sub_2", ...ofColleague }));
      await server.tell(sold);
      await server.retent.drainOnce();
      expect(server.told()).toEqual([]);
      await server.tell(deleted(later));
      await server.retent.drainOnce();
      expect(server.told()).toEqual([churned]);
    });

    test("follows from the end of the subscription in question, though it names a colleague by now", async () => {
      expect(await toldAfter(deleted(later, ofColleague))).toEqual([churned]);
    });

    test("follows from what the user buys again", async () => {
      expect(await toldAfter(created, bought(later, { subscription: "sub_3" }))).toEqual([recovered]);
    });
  });

  test("follows for a user id that is Stripe's of the customer, whatever the metadata name", async () => {
    const server = await startStripeServer({
      stripe: { userIdIsCustomer: true },
      onResult: () => ({ pending: true, subscription: "sub_1" }),
    });
    server.session.customer = { userId: "cus_1" };
    await server.bringBack(await server.startFlow(), { sub: "cus_1" });
    await server.tell(bought(later, { client_reference_id: "member_5" }));
    await server.retent.drainOnce();
    expect(server.told()).toEqual([recovered]);
  });

  test("is churned after half a year's notice that is paid monthly, however long what was told is kept", async () => {
    const server = await startStripeServer();
    await server.leave();
    const month = 30 * 24 * hour;
    const endsAt = start + 6 * month;
    await server.tell(updated(start + hour, { cancel_at: endsAt / 1000 }));
    for (let months = 1; months < 6; months += 1) {
      server.clock.now = start + months * month;
      await server.tell(paid(server.clock.now));
      await server.retent.drainOnce();
      await server.store.pruneBillingEvents(server.clock.now - month, 500);
      expect(server.told()).toEqual([]);
    }
    server.clock.now = endsAt;
    await server.tell(deleted(endsAt));
    await server.retent.drainOnce();
    expect(server.told()).toEqual([{ outcome: "churned", effectiveAt: new Date(endsAt).toISOString() }]);
  });

  test("does not follow for a customer who decided to stay", async () => {
    const server = await startStripeServer();
    await server.bringBack(await server.startFlow(), { outcome: "recovered" });
    await server.tell(deleted(later));
    await server.retent.drainOnce();
    expect(server.told()).toEqual([recovered]);
  });

  test("is found for what the merchant's own pages have recorded", async () => {
    const server = await startStripeServer();
    await server.tell(deleted(later));
    await server.retent.drainOnce();
    await server.retent.record({ userId: "user_1", reasonKey: "other", occurredAt: new Date(start) });
    await server.retent.drainOnce();
    expect(server.told()).toEqual([churned]);
  });
});
