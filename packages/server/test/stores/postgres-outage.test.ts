import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { type PostgresServer, startPostgres } from "@retent/test-support/start-postgres";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { StoreError } from "../../src/store.ts";
import { createPostgresStore } from "../../src/stores/postgres/postgres-store.ts";
import { rejection, startServer } from "../server-under-test.ts";
import { deleted } from "../stripe/stripe-messages.ts";
import { startStripeServer } from "../stripe/stripe-server.ts";
import { started } from "./stored-cancellation.ts";

let postgres: PostgresServer | undefined;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres?.remove());

function running(): PostgresServer {
  if (!postgres) throw new Error("PostgreSQL did not start");
  return postgres;
}

describe("a PostgreSQL database", () => {
  test("that takes connections and stays silent is given up", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const silent = createServer().listen(0, "127.0.0.1");
    try {
      await once(silent, "listening");
      const { port } = silent.address() as AddressInfo;
      const opening = rejection(
        createPostgresStore({ connectionString: `postgres://u@127.0.0.1:${port}/d` }),
      );
      const [socket] = await once(silent, "connection");
      vi.advanceTimersByTime(5000);
      expect(await opening).toMatchObject({ name: "StoreError", code: "unavailable" });
      socket.destroy();
    } finally {
      vi.useRealTimers();
      silent.close();
    }
  });

  test("that stops answering in the middle is given up after 15 s, and used again when it answers", async () => {
    const connectionString = await running().createDatabase();
    const store = await createPostgresStore({ connectionString });
    const other = new pg.Client({ connectionString });
    await other.connect();
    await other.query("begin; lock table retent_cancellations in exclusive mode");
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const inserting = rejection(store.insert(started));
      const waiting = "select from pg_locks where not granted";
      while ((await other.query(waiting)).rowCount === 0);
      vi.advanceTimersByTime(15_000);
      expect(await inserting).toMatchObject({ name: "StoreError" });
    } finally {
      vi.useRealTimers();
      await other.end();
    }
    expect(await store.insert(started)).toBe(true);
    await store.close();
  });

  test("that may only be read is refused at the start", async () => {
    const connectionString = await running().createDatabase();
    await (await createPostgresStore({ connectionString })).close();
    const readOnly = `${connectionString}?options=-c%20default_transaction_read_only%3Don`;
    expect(await rejection(createPostgresStore({ connectionString: readOnly }))).toMatchObject({
      name: "StoreError",
      code: "read_only",
    });
  });

  test("that is gone fails the request before billing is called, and works again once it is back", async () => {
    const own = await startPostgres();
    const store = await createPostgresStore({ connectionString: await own.createDatabase() });
    const { startFlow, browser, token, billing, bringBack } = await startServer({ store });
    const flow = await startFlow();
    await own.stop();
    const response = await browser.postJson("/result", { token: token(flow) });
    expect(response.status).toBe(503);
    expect(billing).not.toHaveBeenCalled();
    expect(await (await browser.postJson("/cancel-link", {})).json()).toMatchObject({
      code: "store_unavailable",
    });
    await own.start();
    expect((await bringBack(flow)).answer.status).toBe("settled");
    await store.close();
    await own.remove();
  });

  test("that is gone has Stripe send its events again, and none of them is lost", async () => {
    const own = await startPostgres();
    const store = await createPostgresStore({ connectionString: await own.createDatabase() });
    const server = await startStripeServer({ store });
    await server.leave();
    const ended = deleted(server.clock.now);
    await own.stop();
    expect(await server.tell(ended)).toBe(503);
    await own.start();
    expect(await server.tell(ended)).toBe(200);
    await server.retent.drainOnce();
    expect(server.told()).toMatchObject([{ outcome: "churned" }]);
    await store.close();
    await own.remove();
  });
});

test("a check of a database that may only be read says so", async () => {
  const connectionString = await running().createDatabase();
  await (await createPostgresStore({ connectionString })).close();
  const store = await createPostgresStore({
    connectionString,
    options: "-c default_transaction_read_only=on",
  }).catch((error: unknown) => error);
  expect(store).toMatchObject({ name: "StoreError", code: "read_only" });
});

test("a database that can't be reached is refused with its reason, and without the password", async () => {
  const attempt = createPostgresStore({ connectionString: "postgres://retent:secret-word@127.0.0.1:1/none" });
  await expect(attempt).rejects.toBeInstanceOf(StoreError);
  await expect(attempt).rejects.toThrow(/store: the PostgreSQL database can't be used: /);
  await expect(attempt).rejects.not.toThrow(/secret-word/);
});
