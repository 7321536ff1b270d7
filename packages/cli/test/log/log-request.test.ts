import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "../../src/log/create-log.ts";
import { logRequest } from "../../src/log/log-request.ts";

let lines: string[];
const clock = { now: 0 };
const server = createServer((request, response) => {
  const stdout = { write: (line: string) => lines.push(line) };
  const log = createLog({ level: "info", stdout, redact: (text) => text, now: () => clock.now });
  logRequest(log, request, response, () => clock.now);
  clock.now += 12;
  if (request.url?.startsWith("/broken")) response.destroy();
  else response.writeHead(204).end();
});

beforeEach(async () => {
  lines = [];
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends a request line that no client of good manners would send. */
async function send(target: string): Promise<Record<string, unknown>> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(`GET ${target} HTTP/1.1\r\nHost: canary\r\nCookie: canary=1\r\nConnection: close\r\n\r\n`);
  socket.resume();
  await once(socket, "close");
  await expect.poll(() => lines.length).toBe(1);
  return JSON.parse(lines[0] ?? "");
}

test("method, path, status and duration are logged, and nothing else of the request", async () => {
  expect(await send("/api/health?token=canary")).toEqual({
    level: "info",
    time: expect.any(String),
    method: "GET",
    path: "/api/health",
    status: 204,
    durationMs: 12,
    msg: "request",
  });
});

test("a long path is cut", async () => {
  expect(String((await send("/abc".repeat(1000))).path)).toHaveLength(200);
});

test("a path segment as long as a token is left out", async () => {
  const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.canary";
  expect(await send(`/api/result/${token}/x`)).toMatchObject({ path: "/api/result/…/x" });
});

test("an absolute URL is not logged as a path", async () => {
  expect(await send("http://canary:canary@shop.example/")).toMatchObject({ path: "(no path)" });
});

test("a broken connection has no status", async () => {
  expect(await send("/broken")).toMatchObject({ path: "/broken", status: null });
});
