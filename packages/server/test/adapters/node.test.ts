import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { toNode } from "../../src/adapters/node.ts";
import { startServer } from "../server-under-test.ts";
import { json, post } from "./express-app.ts";

let http: Server | undefined;

afterEach(() => {
  http?.closeAllConnections();
  http?.close();
});

/** Our server alone on node:http, mounted at /api. */
async function listen() {
  http = createServer().listen(0, "127.0.0.1");
  await once(http, "listening");
  const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}/api`;
  const server = await startServer({ publicUrl: base });
  http.on("request", toNode(server.retent));
  return { ...server, base };
}

test("a cancellation goes through node:http from the click to the outcome", async () => {
  const { base, token, store, billing } = await listen();
  const started = await post(`${base}/cancel-link`, "{}", json);
  const { eventId } = (await started.json()) as { eventId: string };
  const sessionId = (await store.find(eventId))?.sessionId ?? "";
  const cookie = started.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const body = JSON.stringify({ token: token({ sessionId, eventId }) });
  const answer = await post(`${base}/result`, body, { ...json, cookie });
  expect(await answer.json()).toMatchObject({ status: "settled", outcome: "churned" });
  expect(billing).toHaveBeenCalledTimes(1);
});

test("what is outside the mount is not found", async () => {
  const { base } = await listen();
  expect((await fetch(base.replace("/api", "/health"))).status).toBe(404);
  expect((await fetch(`${base}/health`)).status).toBe(200);
});
