import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type {
  Notification,
  NotificationAnswer,
  NotificationMessage,
  Notifier,
} from "../../src/notifications/notifier.ts";
import { answer } from "../fake-retentbase.ts";
import { startServer } from "../server-under-test.ts";

type Reply = () => NotificationAnswer | Promise<NotificationAnswer>;

const taken: Reply = () => ({ status: 204, body: "" });
const refuse = (status: number, body = "", retryAfterMs?: number): Reply => {
  return () => ({ status, body, retryAfterMs });
};
const unreachable: Reply = () => Promise.reject(new Error("connect to https://hooks.example/secret failed"));

/** Takes what it is told and keeps it; it answers as it is told, and otherwise well. */
function createReceiver() {
  const sent: NotificationMessage[] = [];
  const replies: Reply[] = [];
  const notifier: Notifier = {
    compose: (notification) => JSON.stringify(notification),
    async send(message) {
      sent.push(message);
      return (replies.shift() ?? taken)();
    },
  };
  const told = () => sent.map(({ content }) => JSON.parse(content) as Notification);
  return { notifier, sent, told, reply: (...next: Reply[]) => replies.push(...next) };
}

async function startTold(options: Parameters<typeof startServer>[0] = {}) {
  const receiver = createReceiver();
  const server = await startServer({ notifier: receiver.notifier, ...options });
  return { ...server, receiver };
}

const notices = async ({ store }: Awaited<ReturnType<typeof startTold>>) =>
  (await store.list()).filter(({ kind }) => kind === "notify");

describe("a cancellation", () => {
  test.each([
    ["changed", ["churned", "recovered"]],
    ["changed and changed back", ["churned", "recovered", "churned"]],
  ] as const)(
    "is said to be forwarded only once RetentBase has the outcome that was %s",
    async (_, outcomes) => {
      const { startFlow, bringBack, retent, retentbase, receiver, store } = await startTold({
        onResult: () => ({ pending: true }),
      });
      const flow = await startFlow();
      await bringBack(flow);
      for (const outcome of outcomes) await retent.settle(flow.eventId, { outcome });
      const forwarded = () =>
        receiver
          .told()
          .filter(({ type }) => type === "cancellation.forwarded")
          .map(({ data }) => "outcome" in data && data.outcome);
      for (const _ of outcomes.slice(1)) retentbase.reply("update", answer(200));
      retentbase.reply("update", answer(400));
      await retent.drainOnce();
      expect(retentbase.calls("update").map(({ body }) => body.outcome)).toEqual(outcomes);
      expect(forwarded()).toEqual([]);
      expect(await store.find(flow.eventId)).toMatchObject({ status: "settled" });
      await store.requeue(Date.parse("2026-03-01T00:00:00Z"), [flow.eventId]);
      await retent.drainOnce();
      expect(forwarded()).toEqual([outcomes.at(-1)]);
      expect(await store.find(flow.eventId)).toMatchObject({ status: "forwarded" });
    },
  );

  test("is told when it returns, when it is settled and when Reported to RetentBase", async () => {
    const { startFlow, bringBack, retent, receiver, eventsOf } = await startTold({
      onResult: () => ({ outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" }),
    });
    const flow = await startFlow();
    await bringBack(flow, { reason_key: "too_expensive", reason_text: "I am ill." });
    await retent.drainOnce();
    const data = {
      eventId: flow.eventId,
      environment: "sandbox",
      userId: "user_1",
      outcome: "churned",
      reasonKey: "too_expensive",
      revision: 1,
    };
    const effectiveAt = "2026-03-31T00:00:00Z";
    expect(receiver.told()).toMatchObject([
      { type: "cancellation.returned", data: { ...data, status: "returned", effectiveAt: null } },
      { type: "cancellation.settled", data: { ...data, status: "settled", effectiveAt } },
      { type: "cancellation.forwarded", data: { ...data, status: "forwarded", effectiveAt } },
    ]);
    expect(receiver.told().map(({ timestamp }) => timestamp)).toEqual(
      Array(3).fill("2026-03-01T00:00:00.000Z"),
    );
    expect(new Set(receiver.sent.map(({ id }) => id)).size).toBe(3);
    expect(eventsOf("notification_sent").map(({ about }) => about)).toEqual(
      receiver.told().map(({ type }) => type),
    );
  });

  test("of the plain page, and of a page of the merchant's own, is told as well", async () => {
    const { startFlow, browser, retent, receiver } = await startTold();
    const { eventId } = await startFlow({ mode: "direct" });
    await browser.postForm("/cancel", { event: eventId });
    await retent.record({ eventId: "ev_own", userId: "user_2", reasonKey: "other" });
    await retent.record({ eventId: "ev_own", userId: "user_2", reasonKey: "other" });
    await retent.settle("ev_own", { outcome: "recovered" });
    await retent.drainOnce();
    const types = (id: string) =>
      receiver
        .told()
        .filter(({ data }) => "eventId" in data && data.eventId === id)
        .map(({ type }) => type);
    const all = ["cancellation.returned", "cancellation.settled", "cancellation.forwarded"];
    expect(types(eventId)).toEqual(all);
    expect(types("ev_own")).toEqual(all);
  });

  test("that is told again by the same token is not notified again", async () => {
    const { startFlow, bringBack, retent, receiver } = await startTold();
    const flow = await startFlow();
    await bringBack(flow);
    await bringBack(flow);
    await retent.drainOnce();
    expect(receiver.sent).toHaveLength(3);
  });

  test("leaves nothing to be told where there is no notifier", async () => {
    const { startFlow, bringBack, store, retent } = await startServer();
    const { eventId } = await startFlow();
    await bringBack({ eventId, sessionId: "cs_1" });
    await retent.drainOnce();
    expect((await store.listByEvent(eventId)).map(({ kind }) => kind)).toEqual(["look_up", "bill", "update"]);
  });

  test("is kept although the notifier has a fault", async () => {
    const compose = () => {
      throw new Error("a fault of the host's");
    };
    const { startFlow, bringBack, eventsOf } = await startServer({
      notifier: { ...createReceiver().notifier, compose },
    });
    expect((await bringBack(await startFlow())).answer).toMatchObject({ status: "settled" });
    expect(eventsOf("request_failed")).not.toEqual([]);
  });
});

describe("what was given up", () => {
  test("is told, with how it failed", async () => {
    const { startFlow, bringBack, retent, retentbase, receiver } = await startTold();
    retentbase.reply("update", answer(400, `no user_1 ${"x".repeat(500)}`));
    const { eventId, sessionId } = await startFlow();
    await bringBack({ eventId, sessionId });
    await retent.drainOnce();
    const { type, data } = receiver.told().at(-1) ?? {};
    expect(type).toBe("outbox.dead");
    expect(data).toMatchObject({ eventId, userId: "user_1", kind: "update", status: 400, attempts: 1 });
    const { detail } = data as { detail: string };
    expect(detail).toMatch(/^no \[redacted\] x+…$/);
    expect(detail).toHaveLength(200);
  });

  test("of the notifications themselves sends no notification", async () => {
    const server = await startTold();
    const { startFlow, bringBack, retent, receiver, eventsOf } = server;
    receiver.reply(refuse(410, "gone"));
    await bringBack(await startFlow());
    await retent.drainOnce();
    expect(receiver.told().map(({ type }) => type)).not.toContain("outbox.dead");
    expect(await notices(server)).toMatchObject([
      { state: "dead", attempts: 1, lastStatus: 410, lastDetail: "gone" },
    ]);
    expect(eventsOf("notification_dead")).toMatchObject([
      { about: "cancellation.returned", status: 410, body: "gone" },
    ]);
  });
});

describe("a notification that is not taken", () => {
  test("is sent again as it was, in its order, until it is", async () => {
    const server = await startTold();
    const { startFlow, bringBack, retent, receiver, clock, eventsOf } = server;
    receiver.reply(refuse(503), unreachable);
    await bringBack(await startFlow());
    await retent.drainOnce();
    expect(receiver.sent).toHaveLength(1);
    clock.now += 500;
    await retent.drainOnce();
    clock.now += 1000;
    await retent.drainOnce();
    const [first, second, third, ...others] = receiver.sent;
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    expect(others.map(({ type }) => type)).toEqual(["cancellation.settled", "cancellation.forwarded"]);
    expect(eventsOf("notification_failed")).toMatchObject([
      { attempts: 1, retryInMs: 500, status: 503 },
      { attempts: 2, retryInMs: 1000, status: undefined, code: "no_answer" },
    ]);
    expect(JSON.stringify(server.events)).not.toContain("hooks.example");
    expect(await notices(server)).toEqual([]);
  });

  test("says by the system's name why the receiver was not reached, and no address", async () => {
    const server = await startTold();
    const cause = Object.assign(new Error("getaddrinfo ENOTFOUND hooks.example"), { code: "ENOTFOUND" });
    server.receiver.reply(() => Promise.reject(new TypeError("fetch failed", { cause })));
    await server.bringBack(await server.startFlow());
    await server.retent.drainOnce();
    expect((await notices(server))[0]?.lastDetail).toBe("ENOTFOUND");
    expect(JSON.stringify(server.events)).not.toContain("hooks.example");
  });

  test("waits as long as the receiver asks", async () => {
    const { startFlow, bringBack, retent, receiver, clock } = await startTold();
    receiver.reply(refuse(429, "", 60_000));
    await bringBack(await startFlow());
    await retent.drainOnce();
    clock.now += 60_499;
    await retent.drainOnce();
    expect(receiver.sent).toHaveLength(1);
    clock.now += 1;
    await retent.drainOnce();
    expect(receiver.sent.length).toBeGreaterThan(1);
  });

  test.each([
    ["refused", refuse(404)],
    ["led elsewhere", refuse(302)],
  ])("is given up once it was %s often enough", async (_, reply) => {
    const tries = 10;
    const server = await startTold();
    const { startFlow, bringBack, retent, receiver, clock } = server;
    receiver.reply(...Array<Reply>(tries).fill(reply));
    await bringBack(await startFlow());
    for (let count = 1; count < tries; count += 1) {
      await retent.drainOnce();
      expect((await notices(server))[0]).toMatchObject({ state: "queued", attempts: count });
      clock.now += 900_000;
    }
    await retent.drainOnce();
    expect(await notices(server)).toMatchObject([{ state: "dead", attempts: tries }]);
    expect(receiver.sent).toHaveLength(tries + 2);
  });

  test("shows nothing of the customer, whatever the receiver repeats", async () => {
    const server = await startTold();
    const { startFlow, bringBack, retent, receiver } = server;
    receiver.reply(refuse(400, "user_1 said: I am ill."));
    await bringBack(await startFlow(), { reason_text: "I am ill." });
    await retent.drainOnce();
    expect((await notices(server))[0]?.lastDetail).toBe("[redacted] said: [redacted]");
    expect(JSON.stringify(server.events)).not.toContain("I am ill.");
  });

  test("holds up neither RetentBase nor the removal of what is over", async () => {
    const { startFlow, browser, retent, retentbase, receiver, clock, store } = await startTold();
    receiver.reply(...Array<Reply>(10).fill(unreachable));
    const flow = await startFlow({ mode: "direct" });
    await browser.postForm("/cancel", { event: flow.eventId });
    await retent.drainOnce();
    expect(retentbase.calls("update")).toHaveLength(1);
    clock.now += 1;
    expect(await store.prune(clock.now, 10)).toBe(1);
    expect(await store.find(flow.eventId)).toBeUndefined();
    expect(await store.list()).toEqual([]);
  });

  test("is given up for now where the receiver stays silent", async () => {
    const silent: Notifier = { compose: () => "", send: () => new Promise(() => {}) };
    const { startFlow, bringBack, retent, eventsOf } = await startServer({
      notifier: silent,
      outbox: { timeoutMs: 20 },
    });
    await bringBack(await startFlow());
    await retent.drainOnce();
    expect(eventsOf("notification_failed")).toMatchObject([{ code: "no_answer" }]);
  });
});

test("a started outbox tells without being asked", async () => {
  const { startFlow, bringBack, retent, receiver } = await startTold({ outbox: { pollMs: 5 } });
  retent.start();
  await bringBack(await startFlow());
  while (receiver.sent.length < 3) await setImmediate();
  await retent.stop();
  expect(receiver.told().map(({ type }) => type)).toEqual([
    "cancellation.returned",
    "cancellation.settled",
    "cancellation.forwarded",
  ]);
});
