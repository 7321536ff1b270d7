import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRetentObject } from "../src/create-retent-object.ts";
import type { DurableStorage } from "../src/durable-storage.ts";

/** Named parameters are bound by place there, and not by `node:sqlite`. */
function byPlace(query: string): string {
  const names: string[] = [];
  return query.replace(/:([a-z_]\w*)/gi, (_, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `?${names.indexOf(name) + 1}`;
  });
}

/** A Durable Object's storage on a database in memory, whose alarms can fail. */
function createStorage() {
  const database = new DatabaseSync(":memory:");
  const alarm = { at: null as number | null, isBroken: false };
  const fail = () => {
    if (alarm.isBroken) throw new Error("the storage is down");
  };
  const storage: DurableStorage = {
    sql: {
      exec: (query, ...bindings) => ({
        toArray() {
          if (bindings.length > 0)
            return database.prepare(byPlace(query)).all(...(bindings as SQLInputValue[]));
          if (/^\s*select/.test(query)) return database.prepare(query).all();
          database.exec(query);
          return [];
        },
      }),
    },
    transactionSync: (work) => work(),
    async getAlarm() {
      fail();
      return alarm.at;
    },
    async setAlarm(at) {
      fail();
      alarm.at = at;
    },
  };
  return { storage, alarm };
}

const options = {
  apiKey: "key_of_these_tests",
  resultToken: { secret: "signing_secret_of_these_tests_0123456789" },
  publicUrl: "https://shop.example/api/retent",
  identify: () => ({ userId: "user_1" }),
  settle: "manual" as const,
  fetch: async () => new Response("down", { status: 503 }),
  log: false,
};

const postLink = () =>
  new Request("https://shop.example/api/retent/cancel-link", {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      accept: "text/html",
      origin: "https://shop.example",
    },
    body: "",
  });

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

test("a customer can leave although no alarm can be set", async () => {
  const { storage, alarm } = createStorage();
  const object = new (createRetentObject(() => options))({ storage }, {});
  alarm.isBroken = true;
  const response = await object.fetch(postLink());
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toContain("/api/retent/cancel?event=");
  expect(console.error).toHaveBeenCalledWith("retent: the storage is down");
});

test("an alarm is set before there is work", async () => {
  const { storage, alarm } = createStorage();
  let alarmAtWork: number | null = null;
  const identify = () => {
    alarmAtWork = alarm.at;
    return { userId: "user_1" };
  };
  const object = new (createRetentObject(() => ({ ...options, identify, now: () => 1000 })))({ storage }, {});
  await object.fetch(postLink());
  expect(alarmAtWork).toBe(61_000);
});

test("what failed while the object began is tried again by the next request", async () => {
  const { storage } = createStorage();
  const configure = vi.fn(() => options);
  configure.mockImplementationOnce(() => {
    throw new Error("not yet");
  });
  const object = new (createRetentObject(configure))({ storage }, {});
  expect((await object.fetch(postLink())).status).toBe(503);
  expect((await object.fetch(postLink())).status).toBe(303);
});
