import { describe, expect, test } from "vitest";
import type { Store } from "../../src/store.ts";
import { answer } from "../fake-retentbase.ts";
import { rejection, startServer } from "../server-under-test.ts";

const counted = { cancellations: 1, outboxRows: 2, billingEvents: 0, billingLinks: 0, declarations: 0 };
const zeros = { cancellations: 0, outboxRows: 0, billingEvents: 0, billingLinks: 0, declarations: 0 };

/** A server with one customer who has left, whose outcome has reached RetentBase if that works. */
async function startWithLeaver(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(options);
  const flow = await server.startFlow();
  await server.bringBack(flow, { reason_text: "My words." });
  await server.retent.drainOnce();
  return { ...server, flow };
}

describe("what is stored about a customer", () => {
  test("is exported as one object with their words, the outcome and what RetentBase was sent", async () => {
    const { retent, flow, clock } = await startWithLeaver();
    const exported = await retent.exportCustomer("user_1");
    expect(JSON.parse(JSON.stringify(exported))).toEqual(exported);
    expect(exported).toMatchObject({
      userId: "user_1",
      exportedAt: new Date(clock.now).toISOString(),
      cancellations: [
        {
          eventId: flow.eventId,
          status: "forwarded",
          decision: { reasonText: "My words." },
          settlement: { outcome: "churned" },
        },
      ],
      billingEvents: [],
      billingLinks: [],
    });
    expect(exported.outbox.find(({ kind }) => kind === "update")).toMatchObject({
      state: "done",
      body: { outcome: "churned" },
    });
  });

  test("is exported as empty lists if there is nothing", async () => {
    const { retent } = await startServer();
    expect(await retent.exportCustomer("user_unknown")).toMatchObject({ cancellations: [], outbox: [] });
    expect(await retent.eraseCustomer("user_unknown")).toEqual(zeros);
  });

  test("is erased once all work is done, and the log hears how much, not whose", async () => {
    const { retent, flow, store, eventsOf } = await startWithLeaver();
    const counts = await retent.eraseCustomer("user_1");
    expect(counts).toMatchObject({ cancellations: 1, billingEvents: 0, billingLinks: 0, declarations: 0 });
    expect(counts.outboxRows).toBeGreaterThan(0);
    expect(await store.find(flow.eventId)).toBeUndefined();
    expect(eventsOf("customer_erased")).toEqual([{ type: "customer_erased", ...counts }]);
    expect(await retent.eraseCustomer("user_1")).toEqual(zeros);
  });

  test("another customer's stays", async () => {
    const { retent, session, startFlow } = await startWithLeaver();
    session.customer = { userId: "user_2" };
    await startFlow();
    const before = await retent.exportCustomer("user_2");
    await retent.eraseCustomer("user_1");
    expect(await retent.exportCustomer("user_2")).toEqual(before);
  });
});

describe("work that is left keeps a customer's data", () => {
  test("an outcome that RetentBase has not been sent, unless its loss is accepted", async () => {
    const options = { onResult: () => ({ outcome: "churned" as const }) };
    const server = await startServer(options);
    server.retentbase.reply("update", answer(503), 100);
    const flow = await server.startFlow();
    await server.bringBack(flow);
    await server.retent.drainOnce();
    const error = await rejection(server.retent.eraseCustomer("user_1"));
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ code: "unfinished" });
    expect(error.message).toContain(`${flow.eventId}: RetentBase has not taken the outcome`);
    expect(error.message).not.toContain("user_1");
    expect(await server.store.find(flow.eventId)).toBeDefined();
    expect(await server.retent.eraseCustomer("user_1", { force: true })).toMatchObject({ cancellations: 1 });
    server.clock.now += 3_600_000;
    const sent = server.retentbase.calls("update").length;
    await server.retent.drainOnce();
    expect(server.retentbase.calls("update")).toHaveLength(sent);
  });

  test("a cancellation that billing has not decided yet", async () => {
    const { retent, flow } = await startWithLeaver({ onResult: () => ({ pending: true }) });
    const error = await rejection(retent.eraseCustomer("user_1"));
    expect(error.message).toContain(`${flow.eventId}: billing has not decided`);
    await retent.settle(flow.eventId, { outcome: "churned" });
    await retent.drainOnce();
    expect(await retent.eraseCustomer("user_1")).toMatchObject({ cancellations: 1 });
  });

  test("billing that fails, until its operator closes that", async () => {
    const fail = () => {
      throw new Error("billing is down");
    };
    const { retent, flow, store, clock } = await startWithLeaver({ onResult: fail });
    const error = await rejection(retent.eraseCustomer("user_1"));
    expect(error.message).toContain(`${flow.eventId}: billing has not acted on the decision`);
    await store.setAside(clock.now, [flow.eventId]);
    expect(await retent.eraseCustomer("user_1")).toMatchObject({ cancellations: 1 });
  });

  test("a customer who may still be on the hosted page, until the page has expired", async () => {
    const { retent, startFlow, clock } = await startServer();
    const { eventId } = await startFlow();
    const error = await rejection(retent.eraseCustomer("user_1"));
    expect(error.message).toContain(`${eventId}: the customer may still be deciding`);
    clock.now += 86_400_000;
    await retent.drainOnce();
    expect(await retent.eraseCustomer("user_1")).toEqual({ ...counted, outboxRows: 1 });
  });
});

describe("a customer's data can't be had", () => {
  test.each([
    ["a number", 7],
    ["nothing", undefined],
    ["an empty text", ""],
  ])("for %s", async (_, id) => {
    const { retent } = await startServer();
    await expect(retent.exportCustomer(id as never)).rejects.toThrow(/exportCustomer: userId: must be/);
    await expect(retent.eraseCustomer(id as never)).rejects.toThrow(/eraseCustomer: userId: must be/);
  });

  test("from a store without these methods, which otherwise works", async () => {
    const { retent, store, startFlow } = await startServer();
    const own = store as Partial<Store>;
    own.readCustomer = undefined as never;
    await startFlow();
    const error = await rejection(retent.exportCustomer("user_1"));
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toContain("readCustomer");
  });

  test("while it keeps changing", async () => {
    const { retent, store } = await startWithLeaver();
    store.eraseCustomer = async () => false;
    expect(await rejection(retent.eraseCustomer("user_1"))).toMatchObject({ code: "changing" });
  });
});
