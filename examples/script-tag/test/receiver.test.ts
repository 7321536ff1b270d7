import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createWebhookBilling } from "@retent/server/webhook-billing";
import { expect, onTestFinished, test } from "vitest";
import { createReceiver } from "../src/receiver.ts";

const secret = "whsec_S3Y3LXNlY3JldC1vZi10aGVzZS10ZXN0cy1vbmx5";
const result = {
  eventId: "ev_1",
  revision: 1,
  userId: "member_1",
  environment: "sandbox",
  outcome: "churned",
  reasonKey: null,
  reasonText: "naïve “quotes”",
  offer: null,
  decidedAt: "2026-03-01T00:00:00.000Z",
  subscription: null,
} as const;

async function start(options: { secret?: string; now?: () => number } = {}) {
  const endings = new Map<string, string>();
  const receiver = createReceiver(secret, endings).listen(0, "127.0.0.1");
  onTestFinished(() => void receiver.close());
  await once(receiver, "listening");
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  return { endings, billing: createWebhookBilling({ url, secret, ...options }) };
}

test("the receiver ends a membership once, however often it is told, and takes it back", async () => {
  const { endings, billing } = await start();
  const answer = await billing.onResult?.(result);
  expect(answer).toEqual({ outcome: "churned", effectiveAt: endings.get("member_1") });
  expect(await billing.onResult?.(result)).toEqual(answer);
  expect(await billing.onResult?.({ ...result, revision: 2, outcome: "recovered" })).toEqual({
    outcome: "recovered",
  });
  expect(endings.size).toBe(0);
  expect(await billing.ping()).toBeNull();
});

test.each([
  ["with another secret", { secret: "whsec_QW5vdGhlci1zZWNyZXQtb2YtdGhlc2UtdGVzdHMh" }],
  ["an hour ago", { now: () => Date.now() - 3_600_000 }],
])("the receiver refuses what was signed %s", async (_, options) => {
  const { endings, billing } = await start(options);
  await expect(billing.onResult?.(result)).rejects.toThrow(/responded 401/);
  expect(endings.size).toBe(0);
});
