import { describe, expect, test, vi } from "vitest";
import { createServiceBilling } from "../../billing/subscription-service.ts";
import { answer } from "../../fake-retentbase.ts";
import { type ServerUnderTest, start, startServer } from "../../server-under-test.ts";
import { signToken } from "../../signed-token.ts";
import { healthToken, open, operator, read } from "../operator-page.ts";

const post = { ...operator, "sec-fetch-site": "same-origin" };

/** The operator starts a test: the cancellation behind it, and where the browser is sent. */
async function run(server: ServerUnderTest, from = server.browser) {
  const response = await from.postForm("/admin/setup", { do: "test" }, post);
  expect(response.status).toBe(303);
  const [cookie = ""] = [...from.cookies.keys()].filter((name) => name.startsWith("retent_flow_")).slice(-1);
  const eventId = decodeURIComponent(cookie.replace("retent_flow_", ""));
  const cancellation = await server.store.find(eventId);
  if (!cancellation) throw new Error("no test was started");
  return {
    ...cancellation,
    sessionId: cancellation.sessionId ?? "",
    location: response.headers.get("location"),
  };
}

/** The test section of the set-up page, as text. */
async function readSteps(server: ServerUnderTest, eventId: string) {
  const { text } = await read(server, `/setup?test=${encodeURIComponent(eventId)}`);
  const [section = ""] = /<h2>Test cancellation<\/h2>[\s\S]*?<\/section>/.exec(text) ?? [];
  return section.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
}

test("a test goes through RetentBase and comes back to the page, without billing", async () => {
  const notifier = { types: ["cancellation.returned"] as const, compose: vi.fn(() => "x"), send: vi.fn() };
  const server = await open({ notifier: notifier as never });
  const { text } = await read(server, "/setup");
  expect(text).toContain("Run a test cancellation");
  const started = await run(server);
  expect(started.userId).toMatch(/^retent-test-/);
  expect(started.location).toMatch(/^https:\/\/cancel\.retentbase\.com\//);
  expect(await readSteps(server, started.eventId)).toMatch(
    /Link made OK .*Customer returned Warning .*Token verified Warning .*Outcome forwarded Warning/,
  );

  const { status, answer: result } = await server.bringBack(started, { sub: started.userId });
  expect(status).toBe(200);
  expect(result).toMatchObject({ status: "settled", outcome: "churned", confirmed: false });
  expect(new URL(result.returnTo).pathname).toBe("/api/retent/admin/setup");
  await server.retent.drainOnce();
  expect(await readSteps(server, started.eventId)).toMatch(
    /Link made OK .*Customer returned OK With the decision to leave\. Token verified OK .*Outcome forwarded OK RetentBase has the outcome: churned\./,
  );
  expect(server.billing).not.toHaveBeenCalled();
  expect(notifier.compose).not.toHaveBeenCalled();
  const page = await server.browser.get(
    new URL(result.returnTo).pathname.replace("/api/retent", ""),
    operator,
  );
  expect(page.headers.get("content-security-policy")).toMatch(
    /form-action [^;]*https:\/\/cancel\.retentbase\.com/,
  );
});

test("the operator may be signed in as a customer meanwhile, and tests are marked in the lists", async () => {
  const server = await open();
  const started = await run(server);
  await server.startFlow();
  await server.bringBack(started, { sub: started.userId });
  const { text } = await read(server, "?view=cancellations");
  expect(text.match(/>Test</g)).toHaveLength(1);
  expect((await read(server, `?event=${started.eventId}`)).text).toContain(">Test<");
});

test("no billing of any kind hears of it, and no person has to end anything", async () => {
  const context = vi.fn(async () => ({}));
  const subscriptions = vi.fn(async () => []);
  const onResult = vi.fn();
  const billing = { ...createServiceBilling("secret of this test"), context, subscriptions, onResult };
  const server = await open({ billing });
  const started = await run(server);
  await server.bringBack(started, { sub: started.userId });
  await read(server, `?user=${encodeURIComponent(started.userId)}`);
  for (const call of [context, subscriptions, onResult]) expect(call).not.toHaveBeenCalled();

  const manual = await open({ settle: "manual" });
  const own = await run(manual);
  await manual.bringBack(own, { sub: own.userId });
  await manual.retent.drainOnce();
  expect((await read(manual, `?event=${own.eventId}`)).text).not.toContain('value="ended"');
  expect((await read(manual, "?view=outbox")).text).not.toContain(own.userId);
});

test("billing is not called if the test ends on the plain page, and the steps say so", async () => {
  const server = await open();
  const { eventId } = await run(server);
  const confirmed = await server.browser.postForm("/cancel", { event: eventId });
  expect(confirmed.status).toBe(303);
  expect(server.billing).not.toHaveBeenCalled();
  expect(await readSteps(server, eventId)).toContain("The decision was made on the plain page");
});

test("a link that RetentBase does not make is the step that failed", async () => {
  const server = await open();
  server.retentbase.reply("link", answer(401, {}));
  const { location, eventId } = await run(server);
  expect(location).toBe(`https://shop.example/api/retent/admin/setup?test=${eventId}`);
  expect(await readSteps(server, eventId)).toMatch(
    /Link made Failed .*What to do: Run the checks on this page\./,
  );
});

test("in prod the page says that tests are for the sandbox, and refuses them", async () => {
  const server = await open({ environment: "prod" });
  const { text } = await read(server, "/setup");
  expect(text).toContain("Test cancellations are for the sandbox only.");
  expect(text).not.toContain("Run a test cancellation");
  expect((await server.browser.postForm("/admin/setup", { do: "test" }, post)).status).toBe(400);
  expect(server.retentbase.sent).toEqual([]);
});

describe("an attacker", () => {
  test("can't start one: without the operator's credentials, or from a page of another site", async () => {
    const server = await open();
    const anonymous = { "sec-fetch-site": "same-origin" };
    expect((await server.browser.postForm("/admin/setup", { do: "test" }, anonymous)).status).toBe(401);
    const foreign = { ...operator, "sec-fetch-site": "cross-site" };
    expect((await server.browser.postForm("/admin/setup", { do: "test" }, foreign)).status).toBe(403);
    expect(server.retentbase.sent).toEqual([]);
  });

  test("can't bring its result from another browser", async () => {
    const server = await open();
    const started = await run(server);
    const stranger = server.newBrowser();
    const { status } = await server.bringBack(started, { sub: started.userId }, stranger);
    expect(status).toBe(403);
    expect(await server.store.find(started.eventId)).toMatchObject({ decision: null });
  });

  test.each(["retent-test-1", "retent-test-x.AAAAAAAAAAAAAAAAAAAAAA", "retent-test-.", "retent-test-a.b.c"])(
    "can't keep billing away by the forged id %s",
    async (userId) => {
      const server = await startServer();
      server.session.customer = { userId };
      const flow = await server.startFlow();
      await server.bringBack(flow, { sub: userId });
      expect(server.billing).toHaveBeenCalledOnce();
    },
  );

  test("can't keep billing away in prod by an id from the sandbox, nor by one of another server", async () => {
    const { userId } = await run(await open());
    for (const options of [{ environment: "prod" } as const, { apiKey: "another_key_of_these_tests_77" }]) {
      const server = await startServer(options);
      server.session.customer = { userId };
      const flow = await server.startFlow();
      await server.bringBack(flow, { sub: userId, environment: options.environment ?? "sandbox" });
      expect(server.billing).toHaveBeenCalledOnce();
    }
  });

  test("can't use its id or its cookie for anything but this test", async () => {
    const secret = "an identity secret of these tests, long enough";
    const server = await open({ identity: { secret }, identify: () => null });
    const started = await run(server);
    const cookies = [...server.browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    // What a page or a form sends as an identity has to be a token of the merchant's.
    for (const identity of [started.userId, started.userId.split(".").at(-1), cookies.split("=").at(-1)]) {
      const response = await server.browser.postJson("/cancel-link", { identity });
      expect(response.status).toBe(401);
    }
    const forged = signToken({ sub: started.userId, exp: start / 1000 + 60 }, undefined, "x".repeat(40));
    expect((await server.browser.postJson("/cancel-link", { identity: forged })).status).toBe(401);
    for (const path of [
      "/admin",
      "/admin/setup",
      `/admin?user=${encodeURIComponent(started.userId)}&view=export`,
      "/portal",
      "/metrics",
      "/health?deep=1",
    ]) {
      const response = await server.browser.get(path, { cookie: cookies });
      expect([401, 404], path).toContain(response.status);
    }
  });

  test("repeats its result in vain", async () => {
    const server = await open();
    const started = await run(server);
    const token = server.token(started, { sub: started.userId });
    for (let times = 0; times < 2; times += 1)
      expect((await server.browser.postJson("/result", { token })).status).toBe(200);
    expect(await server.store.find(started.eventId)).toMatchObject({ revision: 1 });
    const other = await run(server);
    await server.browser.postJson("/result", { token });
    expect(await server.store.find(other.eventId)).toMatchObject({ decision: null });
    expect(server.billing).not.toHaveBeenCalled();
  });

  test("learns nothing of other cancellations by the page's address, which takes tests alone", async () => {
    const server = await open();
    const flow = await server.startFlow();
    const { text } = await read(server, `/setup?test=${flow.eventId}`);
    expect(text).not.toContain("Link made");
    expect(text).toContain("Run a test cancellation");
    expect(text).not.toContain(healthToken);
  });

  test("can't have any number of them made", async () => {
    const server = await open();
    for (let count = 0; count < 30; count += 1) await run(server);
    expect((await server.browser.postForm("/admin/setup", { do: "test" }, post)).status).toBe(429);
  });
});
