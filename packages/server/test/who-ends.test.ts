import { describe, expect, test } from "vitest";
import { createRetent } from "../src/create-retent.ts";
import { createNotifier } from "../src/notifications/create-notifier.ts";
import type { RetentOptions } from "../src/options/options.ts";
import type { RetentEvent } from "../src/retent-event.ts";
import { createSqliteStore } from "../src/stores/sqlite/sqlite-store.ts";
import { createStripeBilling } from "../src/stripe/create-stripe-billing.ts";
import { apiKey, publicUrl, startServer } from "./server-under-test.ts";
import { signingSecret, workspaceKey } from "./signed-token.ts";
import { secretKey, webhookSecret } from "./stripe/stripe-messages.ts";

const secret = `whsec_${Buffer.from("a secret of these tests, random?").toString("base64")}`;
const notifier = createNotifier({ url: "https://hooks.shop.example", secret });
const onlyDead = createNotifier({ url: "https://hooks.shop.example", secret, types: ["outbox.dead"] });
const onResult = () => ({ outcome: "churned" as const });
const stripe = (onChurned?: "cancel_at_period_end" | "cancel_now" | "nothing") =>
  createStripeBilling({ secretKey, webhookSecret, ...(onChurned && { onChurned }) });

/** A server with these options, and what it warns about. */
function create(options: Partial<RetentOptions>) {
  const warnings: string[] = [];
  const retent = createRetent({
    apiKey,
    resultToken: { secret: signingSecret, audience: workspaceKey },
    publicUrl,
    identify: () => null,
    store: createSqliteStore({ file: ":memory:" }),
    onEvent: (event: RetentEvent) => event.type === "settings_warning" && warnings.push(event.message),
    ...options,
  });
  return { whoEnds: retent.whoEnds, warnings };
}

describe("who ends subscriptions", () => {
  test.each<[string, Partial<RetentOptions>, boolean, RegExp]>([
    ["onResult", { onResult }, true, /^Your function onResult ends subscriptions\.$/],
    [
      "Stripe, later",
      { billing: stripe("cancel_at_period_end") },
      true,
      /at Stripe, at the end of the period/,
    ],
    ["Stripe, immediately", { billing: stripe("cancel_now") }, true, /at Stripe, immediately/],
    ["onResult before Stripe", { billing: stripe("nothing"), onResult }, true, /onResult/],
    [
      "a person, notified",
      { settle: "manual", notifier },
      false,
      /a person or another system has to.*receives each cancellation by notification/,
    ],
    [
      "a person, who looks at the operator's page",
      { settle: "manual", healthToken: "health_token_of_these_tests_9Qx2" },
      false,
      /no notifications are configured.*operator's page/,
    ],
    [
      "a person, who looks at the operator's page by the host's own session",
      { settle: "manual", isOperator: () => true },
      false,
      /no notifications are configured.*operator's page/,
    ],
    [
      "a person, notified of other things",
      { settle: "manual", notifier: onlyDead, isOperator: () => true },
      false,
      /no notifications are configured.*operator's page/,
    ],
  ])("is said in one sentence, without a warning: %s", (_, options, isAutomatic, sentence) => {
    const { whoEnds, warnings } = create(options);
    expect(whoEnds).toEqual({ isAutomatic, sentence: expect.stringMatching(sentence) });
    expect(whoEnds.sentence.match(/\./g)).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  test.each<[string, Partial<RetentOptions>, RegExp]>([
    ["nothing that was asked for", {}, /Nothing ends a subscription.*settle: "manual".*"prod"/],
    [
      "a person, at Stripe",
      { billing: stripe("nothing") },
      /Nothing on this server ends subscriptions at Stripe/,
    ],
    [
      "a person, at Stripe, by default",
      { billing: stripe() },
      /Nothing on this server ends subscriptions at Stripe/,
    ],
    [
      "a person, who hears of nothing",
      { settle: "manual" },
      /nothing reports cancellations to it: configure notifications.*or a health token/,
    ],
    [
      "a person, who hears of dead rows alone",
      { settle: "manual", notifier: onlyDead },
      /nothing reports cancellations to it: configure notifications.*or a health token/,
    ],
  ])("is warned about at the start: %s", (_, options, message) => {
    expect(create(options).warnings).toEqual([expect.stringMatching(message)]);
  });

  test("has to be said in production, and only once", () => {
    expect(() => create({ environment: "prod" })).toThrow(/settle: nothing ends a subscription/);
    expect(() => create({ settle: "manual", onResult })).toThrow(/settle: .*remove it/);
    expect(() => create({ settle: "manual", billing: stripe() })).toThrow(/settle: .*remove it/);
    expect(() => create({ settle: "token" as never })).toThrow(/settle: must be "manual"/);
    expect(create({ environment: "prod", settle: "manual", notifier }).warnings).toEqual([]);
    expect(create({ environment: "prod", onResult }).warnings).toEqual([]);
  });
});

describe("a server that ends nothing", () => {
  const startManual = () => startServer({ settle: "manual", notifier });

  test("tells the customer that the cancellation was received, and RetentBase what was decided", async () => {
    const { startFlow, bringBack, browser, retent, retentbase } = await startManual();
    const flow = await startFlow();
    const { answer } = await bringBack(flow);
    expect(answer).toMatchObject({
      status: "settled",
      outcome: "churned",
      effectiveAt: null,
      confirmed: false,
    });
    for (const path of ["return", "cancel"]) {
      const page = await (await browser.get(`/${path}?event=${flow.eventId}`)).text();
      expect(page).toContain("We have received your cancellation");
      expect(page).not.toMatch(/cancelled|ends on|ended on| data-settled/);
    }
    await retent.drainOnce();
    expect(retentbase.calls("update").map(({ body }) => body)).toEqual([
      { outcome: "churned", environment: "sandbox" },
    ]);
  });

  test("says that it has ended once the person who ended it has said so", async () => {
    const { startFlow, bringBack, browser, retent, retentbase } = await startManual();
    const flow = await startFlow();
    await bringBack(flow);
    await retent.drainOnce();
    const effectiveAt = "2026-03-31T00:00:00Z";
    expect(await retent.settle(flow.eventId, { outcome: "churned", effectiveAt })).toMatchObject({
      confirmed: true,
    });
    const page = await (await browser.get(`/return?event=${flow.eventId}`)).text();
    expect(page).toContain("Your subscription ends on March\u00a031,\u00a02026.");
    await retent.drainOnce();
    expect(retentbase.calls("update").at(-1)?.body).toMatchObject({ outcome: "churned", effectiveAt });
  });

  test("asks its operator by notification to end the subscription, and says so on the operator's page", async () => {
    const { startFlow, bringBack, browser, store } = await startServer({
      settle: "manual",
      isOperator: () => true,
    });
    const { eventId } = await startFlow();
    await bringBack({ eventId, sessionId: (await store.find(eventId))?.sessionId ?? "" });
    const overview = await (await browser.get("/admin")).text();
    expect(overview).toContain("Nothing on this server ends subscriptions");
    const details = await (await browser.get(`/admin?event=${eventId}`)).text();
    expect(details).toMatch(/Confirmed by billing<\/dt><dd>(<bdi>)?No/);
  });
});
