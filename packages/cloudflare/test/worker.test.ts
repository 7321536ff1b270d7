import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createEmulator, type Emulator } from "@retent/emulator";
import { findFreePort } from "@retent/test-support/ports";
import { type RunningWorkerd, startWorkerd } from "@retent/test-support/start-workerd";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answerHostedPage, createCustomer } from "../../cli/test/customer.ts";
import { identityToken } from "../../cli/test/identity-token.ts";

// The built Worker on the runtime of Cloudflare's Workers, with its database on this disk.

const identitySecret = "identity_secret_of_these_tests_1234567890";
let emulator: Emulator;
let worker: RunningWorkerd | undefined;

beforeEach(async () => {
  emulator = await createEmulator({ port: 0 });
});

afterEach(async () => {
  await worker?.remove();
  await emulator.close();
});

async function start(changed: Record<string, string> = {}): Promise<string> {
  const code = await readFile(new URL("../dist/worker.js", import.meta.url), "utf8");
  const port = await findFreePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const settings = {
    RETENT_PUBLIC_URL: publicUrl,
    RETENT_IDENTITY_SECRET: identitySecret,
    RETENT_SETTLE: "manual",
    RETENTBASE_API_KEY: emulator.apiKey,
    RETENTBASE_SIGNING_SECRET: emulator.signingSecret,
    RETENTBASE_WORKSPACE_KEY: emulator.workspaceKey,
    RETENTBASE_API_URL: emulator.url,
    RETENTBASE_CANCEL_URL: emulator.url,
    ...changed,
  };
  const variables = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ""));
  worker = await startWorkerd({ code, className: "Cancellations", variables, port });
  return `${publicUrl}/api`;
}

const outcomes = () => emulator.state().events.map(({ eventId, outcome }) => [eventId, outcome]);

test("a customer leaves, and RetentBase gets the outcome without another request", async () => {
  const base = await start();
  const script = await fetch(`${base}/button.js`);
  expect([script.status, await script.text()]).toEqual([
    200,
    expect.stringContaining("retent-cancel-button"),
  ]);
  const customer = createCustomer(base, identityToken("user_1", identitySecret));
  const { eventId, result } = await customer.leave("too dear");
  expect(await result.json()).toMatchObject({ status: "settled", outcome: "churned", confirmed: false });
  await expect.poll(outcomes).toEqual([[eventId, "churned"]]);
});

test("what was decided reaches RetentBase although the object ends right after the response", async () => {
  const base = await start();
  emulator.addFault({ endpoint: "update", drop: true, times: 0 });
  const customer = createCustomer(base, identityToken("user_1", identitySecret));
  const { eventId, result } = await customer.leave("too dear");
  expect(result.status).toBe(200);
  await worker?.kill();
  emulator.clearFaults();
  await worker?.start();
  // No request comes: the alarm alone wakes the object.
  await expect.poll(outcomes, { timeout: 120_000 }).toEqual([[eventId, "churned"]]);
}, 180_000);

test("Stripe is asked for the subscriptions, although the Worker has not all of Stripe's client", async () => {
  const asked: string[] = [];
  const stripe = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response
      .setHeader("content-type", "application/json")
      .end('{"object":"list","data":[],"has_more":false}');
  }).listen(0, "127.0.0.1");
  await once(stripe, "listening");
  const base = await start({
    RETENT_SETTLE: "stripe",
    RETENT_STRIPE_ON_CHURNED: "cancel_at_period_end",
    STRIPE_SECRET_KEY: "sk_test_of_these_tests_4f1c9a7d",
    STRIPE_WEBHOOK_SECRET: "whsec_of_these_tests_4f1c9a7d2b8e6031",
    STRIPE_API_URL: `http://127.0.0.1:${(stripe.address() as AddressInfo).port}`,
  });
  const customer = createCustomer(base, identityToken("user_1", identitySecret));
  await customer.leave("too dear");
  expect(asked).toContainEqual(expect.stringContaining("GET /v1/subscriptions/search"));
  stripe.closeAllConnections();
  stripe.close();
});

test("settings that are missing are named in the log, and responses say where to look", async () => {
  const base = await start({ RETENTBASE_API_KEY: "" });
  const response = await fetch(`${base}/health`);
  expect(response.status).toBe(503);
  expect(await response.text()).toContain("log");
});

test.each([
  { RETENT_SMTP_URL: "smtps://retent:secret@mail.example", RETENT_MAIL_FROM: "a@b.example" },
  { RETENT_DECLARATIONS: "de" },
])("mail, which a Worker can't send, keeps it from starting: %o", async (variables) => {
  const base = await start(variables);
  expect((await fetch(`${base}/health`)).status).toBe(503);
});

test("killing the runtime at any moment loses nothing: each decision is reported, and once", async () => {
  const base = await start();
  const flows = 60;
  let posts = 0;
  let kills = 0;
  let restart: Promise<unknown> | undefined;

  /** Every 17th request has the runtime killed while it is under way. */
  function send(request: () => Promise<Response>): Promise<Response> {
    posts += 1;
    const response = request();
    if (posts % 17 === 0 && !restart) {
      kills += 1;
      restart = Promise.resolve(worker?.kill())
        .then(() => worker?.start())
        .finally(() => {
          restart = undefined;
        });
    }
    return response;
  }

  /** Tries again as a customer does who gets an error. */
  async function insist(request: () => Promise<Response>): Promise<Response> {
    for (;;) {
      const response = await send(request).catch(() => undefined);
      if (response && response.status < 500 && response.status !== 429) return response;
      await restart;
    }
  }

  const decided: string[] = [];
  async function leave(user: number): Promise<void> {
    const customer = createCustomer(base, identityToken(`user_${user}`, identitySecret));
    const { url, eventId } = (await (
      await insist(() =>
        customer.post("/cancel-link", { identity: identityToken(`user_${user}`, identitySecret) }),
      )
    ).json()) as { url: string; eventId: string };
    const token = await answerHostedPage(url, "too dear");
    const result = await insist(() => customer.post("/result", { token }));
    expect(result.status).toBe(200);
    decided.push(eventId);
  }

  const customers = Array.from({ length: flows }, (_, index) => index);
  const hands = Array.from({ length: 6 }, async () => {
    for (let next = customers.pop(); next !== undefined; next = customers.pop()) await leave(next);
  });
  await Promise.all(hands);
  await restart;
  expect(kills).toBeGreaterThan(5);
  const expected = decided.map((eventId) => [eventId, "churned"]).toSorted();
  const reported = () =>
    outcomes()
      .filter(([, outcome]) => outcome !== null)
      .toSorted();
  await expect.poll(reported, { timeout: 120_000 }).toEqual(expected);
}, 180_000);
