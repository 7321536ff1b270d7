import { expect, test } from "vitest";
import type { Billing } from "../../src/billing/billing.ts";
import { start, startServer } from "../server-under-test.ts";
import { createServiceBilling, type ServiceMessage, signMessage } from "./subscription-service.ts";

const secret = "a notification secret of these tests";
const minute = 60_000;

async function startWithService(billing: Billing = createServiceBilling(secret)) {
  const server = await startServer({ billing });
  const { browser, clock, retent, retentbase, startFlow, bringBack } = server;
  let messages = 0;
  return {
    ...server,
    async leave() {
      await bringBack(await startFlow());
      await retent.drainOnce();
    },
    async tell(type: string, at: number, fields: Partial<ServiceMessage["data"]>, signature?: string) {
      messages += 1;
      const data = { id: "sub_01", customer_id: "ctm_1", status: "active", ...fields };
      const message: ServiceMessage = {
        event_id: `ntf_${messages}`,
        event_type: type,
        occurred_at: new Date(at).toISOString(),
        data,
      };
      const body = JSON.stringify(message);
      const headers = {
        "content-type": "application/json",
        "service-signature": signature ?? signMessage(body, secret, clock.now),
      };
      const { status } = await browser.send("/billing/webhook", { method: "POST", body, headers });
      await retent.drainOnce();
      return status;
    },
    told: () =>
      retentbase.calls("update").map(({ body: { outcome, effectiveAt } }) => ({ outcome, effectiveAt })),
  };
}

test("another billing decides by its own events, with a signature and words of its own", async () => {
  const { leave, tell, told } = await startWithService();
  await leave();
  expect(await tell("subscription.updated", start + minute, { scheduled_change: { action: "cancel" } })).toBe(
    200,
  );
  expect(told()).toEqual([]);
  const endsAt = new Date(start + 2 * minute).toISOString();
  expect(
    await tell("subscription.canceled", start + 2 * minute, { status: "canceled", canceled_at: endsAt }),
  ).toBe(200);
  expect(told()).toEqual([{ outcome: "churned", effectiveAt: endsAt }]);
  // Other than Stripe's, its subscriptions can begin again.
  expect(await tell("subscription.resumed", start + 3 * minute, {})).toBe(200);
  expect(told()).toHaveLength(2);
  expect(told()[1]).toEqual({ outcome: "recovered", effectiveAt: undefined });
});

test("its messages are refused without its signature, and say nothing where they say nothing", async () => {
  const { leave, tell, told, eventsOf } = await startWithService();
  await leave();
  const over = { status: "canceled", canceled_at: new Date(start).toISOString() };
  expect(await tell("subscription.canceled", start, over, "ts=1;h1=00")).toBe(400);
  expect(await tell("subscription.past_due", start, { status: "past_due" })).toBe(200);
  expect(told()).toEqual([]);
  expect(eventsOf("billing_event_refused")).toHaveLength(1);
});

test("an answer of its reader that can't be kept is a fault that is named, and billing sends it again", async () => {
  const billing = createServiceBilling(secret);
  const read = async () =>
    ({ id: "ntf_1", type: "x", occurredAt: Number.NaN, fact: { type: "over" } }) as never;
  const { tell, eventsOf } = await startWithService({
    ...billing,
    webhook: { path: "/billing/webhook", read },
  });
  expect(await tell("subscription.canceled", start, {})).toBe(500);
  expect(eventsOf("request_failed")).toMatchObject([
    { error: { name: "TypeError", message: expect.stringMatching(/webhook\.read: .*occurredAt/) } },
  ]);
});

test.each(["/result", "webhook", "/a b/c", "/webhook?x=1", "/webhook/"])(
  "a webhook can't be mounted at %s",
  async (path) => {
    const billing = { webhook: { path, read: async () => null } };
    await expect(startServer({ billing })).rejects.toThrow(/webhook\.path/);
  },
);
