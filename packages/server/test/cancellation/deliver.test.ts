import { describe, expect, test } from "vitest";
import { answer, type Sent, unreachable } from "../fake-retentbase.ts";
import { type ServerUnderTest, startServer } from "../server-under-test.ts";

/** A customer comes back with a result that billing settles at once. */
async function settleOne(server: ServerUnderTest, outcome = "churned") {
  const flow = await server.startFlow();
  await server.bringBack(flow, { outcome });
  return flow;
}

const outcomes = (sent: Sent[]) => sent.map(({ body }) => body.outcome);
const hour = 3_600_000;

describe("an outcome", () => {
  test("reaches RetentBase once, and nothing is left to do", async () => {
    const server = await startServer();
    const { eventId } = await settleOne(server);
    expect(server.retentbase.calls("update")).toEqual([]);
    await server.retent.drainOnce();
    server.clock.now += 24 * hour;
    await server.retent.drainOnce();
    const [sent, ...others] = server.retentbase.calls("update");
    expect(others).toEqual([]);
    expect(sent?.url).toBe(`https://api.retentbase.com/api/v1/cancellations/${eventId}`);
    expect(sent?.headers.get("authorization")).toBe("Bearer rb_key_of_these_tests_4f1c9a");
    expect(sent?.headers.get("content-type")).toBe("application/json");
    expect(sent?.body).toEqual({ environment: "sandbox", outcome: "churned" });
    expect(server.eventsOf("delivered")).toEqual([
      { type: "delivered", eventId, kind: "update", status: 200 },
    ]);
    expect((await server.store.find(eventId))?.status).toBe("forwarded");
  });

  test.each([
    ["201", answer(201)],
    ["202", answer(202)],
    ["204", answer(204)],
    ["200 with a page", answer(200, "<h1>fine</h1>", { "content-type": "text/html" })],
    ["200 with half a body", answer(200, '{"eventId": ')],
  ])("answered with %s is delivered", async (_, reply) => {
    const server = await startServer();
    await settleOne(server);
    server.retentbase.reply("update", reply);
    await server.retent.drainOnce();
    server.clock.now += hour;
    await server.retent.drainOnce();
    expect(server.retentbase.calls("update")).toHaveLength(1);
    expect(server.eventsOf("delivered")).toHaveLength(1);
  });

  test.each([
    ["server errors", answer(500)],
    ["broken connections", unreachable],
    ["timeouts on the way", answer(408)],
    ["too many requests", answer(429)],
  ])("gets through after a day of %s", async (_, reply) => {
    const server = await startServer();
    await settleOne(server);
    server.retentbase.reply("update", reply, 100);
    for (let minutes = 0; minutes < 24 * 60; minutes += 15) {
      await server.retent.drainOnce();
      server.clock.now += 15 * 60_000;
    }
    expect(server.eventsOf("delivery_failed").length).toBeGreaterThan(50);
    server.retentbase.recover();
    await server.retent.drainOnce();
    expect(server.eventsOf("delivered")).toHaveLength(1);
    const bodies = new Set(server.retentbase.calls("update").map(({ body }) => JSON.stringify(body)));
    expect(bodies.size).toBe(1);
  });

  test("whose answer was lost is sent again, with the same body", async () => {
    const server = await startServer({ onResult: () => ({ outcome: "churned", metadata: { refund: 5 } }) });
    await settleOne(server);
    const applied: Sent[] = [];
    server.retentbase.reply("update", (sent) => {
      applied.push(sent);
      return Promise.reject(new TypeError("the connection broke"));
    });
    await server.retent.drainOnce();
    server.clock.now += 1000;
    await server.retent.drainOnce();
    expect(applied).toHaveLength(1);
    const [first, second] = server.retentbase.calls("update");
    expect(second?.body).toEqual(first?.body);
    expect(second?.url).toBe(first?.url);
    expect(server.eventsOf("delivered")).toHaveLength(1);
  });

  test("is not tried again before its time", async () => {
    const server = await startServer();
    await settleOne(server);
    server.retentbase.reply("update", answer(500));
    await server.retent.drainOnce();
    expect(server.eventsOf("delivery_failed")).toMatchObject([{ attempts: 1, retryInMs: 500, status: 500 }]);
    server.clock.now += 499;
    await server.retent.drainOnce();
    expect(server.retentbase.calls("update")).toHaveLength(1);
    server.clock.now += 1;
    await server.retent.drainOnce();
    expect(server.retentbase.calls("update")).toHaveLength(2);
  });

  test("waits some time whatever the jitter, to the fraction of a millisecond", async () => {
    const server = await startServer({ random: () => 0.123456789 });
    await settleOne(server);
    server.retentbase.reply("update", answer(500));
    await server.retent.drainOnce();
    server.clock.now += 1000;
    await server.retent.drainOnce();
    expect(server.eventsOf("delivered")).toHaveLength(1);
  });
});

describe.each([401, 402, 403])("a fault of the workspace (%i)", (status) => {
  test("makes everything wait, loses nothing, and one try finds out that it is mended", async () => {
    const server = await startServer({ outbox: { concurrency: 1 } });
    for (let flows = 0; flows < 4; flows += 1) await settleOne(server);
    server.retentbase.reply("update", answer(status, { error: { message: "no" } }), 3);

    await server.retent.drainOnce();
    expect(server.retentbase.calls("update")).toHaveLength(1);
    expect(server.eventsOf("outbox_paused")).toMatchObject([{ status, retryInMs: 30_000 }]);
    server.clock.now += 29_999;
    await server.retent.drainOnce();
    expect(server.retentbase.calls("update")).toHaveLength(1);

    for (const probes of [2, 3]) {
      server.clock.now += 30_000;
      await server.retent.drainOnce();
      expect(server.retentbase.calls("update")).toHaveLength(probes);
    }
    expect(server.eventsOf("outbox_resumed")).toEqual([]);

    server.clock.now += 30_000;
    await server.retent.drainOnce();
    expect(server.eventsOf("outbox_resumed")).toHaveLength(1);
    expect(server.eventsOf("delivered")).toHaveLength(4);
    expect(server.eventsOf("delivery_dead")).toEqual([]);
  });

  test("does not keep billing from its work", async () => {
    const server = await startServer();
    await settleOne(server);
    server.retentbase.reply("update", answer(status), 9);
    await server.retent.drainOnce();
    const flow = await server.startFlow();
    expect((await server.bringBack(flow)).answer.status).toBe("settled");
  });

  test("does not count as a try of the outcome", async () => {
    const server = await startServer();
    await settleOne(server);
    server.retentbase.reply("update", answer(status), 10);
    for (let pauses = 0; pauses < 10; pauses += 1) {
      await server.retent.drainOnce();
      server.clock.now += 30_000;
    }
    server.retentbase.reply("update", answer(404), 4);
    for (let tries = 0; tries < 5; tries += 1) {
      await server.retent.drainOnce();
      server.clock.now += hour;
    }
    expect(server.eventsOf("delivery_dead")).toEqual([]);
    expect(server.eventsOf("delivered")).toHaveLength(1);
  });
});

describe("an event that RetentBase does not know", () => {
  const unknown = answer(404, { error: { code: "not_found", message: "no such event" } });

  test("is tried five times, then given up and reported", async () => {
    const server = await startServer();
    const { eventId } = await settleOne(server);
    server.retentbase.reply("update", unknown, 99);
    for (let tries = 0; tries < 8; tries += 1) {
      await server.retent.drainOnce();
      server.clock.now += hour;
    }
    expect(server.retentbase.calls("update")).toHaveLength(5);
    expect(server.retentbase.calls("create")).toEqual([]);
    expect(server.eventsOf("delivery_dead")).toEqual([
      {
        type: "delivery_dead",
        eventId,
        kind: "update",
        attempts: 5,
        status: 404,
        code: "not_found",
        body: expect.stringContaining("no such event"),
      },
    ]);
  });

  test("may turn up in time", async () => {
    const server = await startServer();
    await settleOne(server);
    server.retentbase.reply("update", unknown, 4);
    for (let tries = 0; tries < 5; tries += 1) {
      await server.retent.drainOnce();
      server.clock.now += hour;
    }
    expect(server.eventsOf("delivered")).toHaveLength(1);
  });

  test("is made first, where the option says so", async () => {
    const server = await startServer({ unknownEvent: "create" });
    const { eventId } = await settleOne(server);
    server.retentbase.reply("update", unknown, 5);
    for (let tries = 0; tries < 5; tries += 1) {
      await server.retent.drainOnce();
      server.clock.now += hour;
    }
    expect(server.retentbase.calls("create").map(({ body }) => body)).toEqual([
      {
        eventId,
        userId: "user_1",
        reasonKey: "too_expensive",
        reasonText: "My budget was cut.",
        offer: { type: "discount", accepted: false, label: "50% off" },
        occurredAt: "2026-03-01T00:00:00.000Z",
        environment: "sandbox",
      },
    ]);
    expect(server.retentbase.sent.slice(-2).map(({ method }) => method)).toEqual(["POST", "PATCH"]);
    expect(server.eventsOf("delivered")).toHaveLength(1);
    expect(server.eventsOf("delivery_dead")).toEqual([]);
  });

  test("is made again with the same body where that failed on the way", async () => {
    const server = await startServer({ unknownEvent: "create" });
    await settleOne(server);
    server.retentbase.reply("update", unknown, 6);
    server.retentbase.reply("create", answer(503));
    for (let tries = 0; tries < 7; tries += 1) {
      await server.retent.drainOnce();
      server.clock.now += hour;
    }
    const [first, second, ...others] = server.retentbase.calls("create");
    expect(second?.body).toEqual(first?.body);
    expect(others).toEqual([]);
    expect(server.eventsOf("delivered")).toHaveLength(1);
  });
});

describe.each([400, 409, 415, 422, 301, 308])(
  "an outcome that RetentBase refuses for good (%i)",
  (status) => {
    test("is given up at once, kept and reported with status and body, without key and customer", async () => {
      const server = await startServer();
      const { eventId } = await settleOne(server);
      const body = "refused for rb_key_of_these_tests_4f1c9a: user_1 said “My budget was cut.”";
      const refusal = "refused for [redacted]: [redacted] said “[redacted]”";
      server.retentbase.reply("update", answer(status, body, { location: "https://evil.example/" }));
      await server.retent.drainOnce();
      server.clock.now += 24 * hour;
      await server.retent.drainOnce();
      expect(server.retentbase.calls("update")).toHaveLength(1);
      expect(server.eventsOf("delivery_dead")).toMatchObject([
        { eventId, kind: "update", attempts: 1, status, body: refusal },
      ]);
      expect(await server.store.list({ state: "dead" })).toMatchObject([
        { state: "dead", lastDetail: refusal },
      ]);
      expect((await server.store.find(eventId))?.status).toBe("settled");
    });
  },
);

describe("order", () => {
  test("the outcomes of one event are sent one after the other, however long the first takes", async () => {
    const server = await startServer();
    const flow = await settleOne(server);
    server.retentbase.reply("update", answer(500), 3);
    await server.retent.drainOnce();
    server.clock.now += 60_000;
    await server.bringBack(flow, { outcome: "recovered" });
    for (let tries = 0; tries < 4; tries += 1) {
      await server.retent.drainOnce();
      server.clock.now += hour;
    }
    expect(outcomes(server.retentbase.calls("update"))).toEqual([
      "churned",
      "churned",
      "churned",
      "churned",
      "recovered",
    ]);
    expect((await server.store.find(flow.eventId))?.status).toBe("forwarded");
  });

  test("an event that is stuck or refused does not keep another waiting", async () => {
    const server = await startServer({ outbox: { concurrency: 1 } });
    // Rows are sent in the order in which they are due.
    const stuck = await settleOne(server);
    server.clock.now += 1;
    const refused = await settleOne(server);
    server.clock.now += 1;
    const fine = await settleOne(server);
    server.retentbase.reply("update", answer(503, {}, { "retry-after": "3600" }));
    server.retentbase.reply("update", answer(400));
    await server.retent.drainOnce();
    expect(server.eventsOf("delivery_failed").map(({ eventId }) => eventId)).toEqual([stuck.eventId]);
    expect(server.eventsOf("delivery_dead").map(({ eventId }) => eventId)).toEqual([refused.eventId]);
    expect(server.eventsOf("delivered").map(({ eventId }) => eventId)).toEqual([fine.eventId]);
  });

  test("an event of the plain page is made before it is updated", async () => {
    const server = await startServer({ newId: idsFrom("ev_00000001") });
    await server.browser.postForm("/cancel", { event: "ev_00000001" });
    server.retentbase.reply("create", answer(503), 2);
    for (let tries = 0; tries < 3; tries += 1) {
      await server.retent.drainOnce();
      server.clock.now += hour;
    }
    expect(server.retentbase.sent.map(({ method }) => method)).toEqual(["POST", "POST", "POST", "PATCH"]);
    const bodies = new Set(server.retentbase.calls("create").map(({ body }) => JSON.stringify(body)));
    expect(bodies.size).toBe(1);
  });
});

function idsFrom(first: string): () => string {
  let ids = 0;
  return () => (++ids === 1 ? first : `id_${ids}`);
}
