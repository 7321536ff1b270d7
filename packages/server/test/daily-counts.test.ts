import { expect, test } from "vitest";
import { start, startServer } from "./server-under-test.ts";

const busy = (status: number) => () => new Response("busy", { status });

test("links and fallbacks are counted by their day", async () => {
  const server = await startServer();
  await server.startFlow();
  server.retentbase.reply("link", busy(503));
  await server.startFlow();
  server.clock.now += 86_400_000;
  server.retentbase.reply("link", busy(429));
  await server.startFlow();
  const range = { from: start, to: server.clock.now };
  await expect
    .poll(() => server.store.readStatistics?.({ environment: "sandbox", ...range }))
    .toEqual([
      {
        day: start,
        started: 2,
        churned: 0,
        recovered: 0,
        counts: { "link_ms:250": 1, "fallback:unreachable": 1 },
      },
      { day: server.clock.now, started: 1, churned: 0, recovered: 0, counts: { "fallback:rate_limited": 1 } },
    ]);
});

test("no customer waits for a count, and none that fails is reported", async () => {
  const server = await startServer();
  server.store.addDailyCounts = () => Promise.reject(new Error("the disk is full"));
  expect(await server.startFlow()).toMatchObject({ fallback: null });
  server.store.addDailyCounts = () => new Promise(() => {});
  expect(await server.startFlow()).toMatchObject({ fallback: null });
  expect(server.eventsOf("request_failed")).toEqual([]);
});
