import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { fronts } from "@retent/test-support/fronts";
import express from "express";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { toExpress } from "../../src/adapters/express.ts";
import { toNode } from "../../src/adapters/node.ts";
import type { Retent } from "../../src/retent.ts";
import { publicUrl, startServer } from "../server-under-test.ts";

const base = new URL(publicUrl).pathname;

const adapters: [string, (retent: Retent) => Server][] = [
  ["toNode", (retent) => createServer(toNode(retent))],
  ["toExpress", (retent) => createServer(express().use(base, toExpress(retent)))],
];

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return (server.address() as AddressInfo).port;
}

const json = { "content-type": "application/json" };
const kilobyte = 1024;

/** Requests that are refused before their body was read, or while it is. */
const refused: [number, string, string, string, Record<string, string>][] = [
  [404, "nowhere", "POST", "/nowhere", json],
  [405, "with a method that is not allowed", "PUT", "/cancel-link", json],
  [415, "of a type that is not taken", "POST", "/cancel-link", { "content-type": "text/plain" }],
  [413, "that is too long", "POST", "/cancel-link", json],
  [
    413,
    "that is too long and does not say so",
    "POST",
    "/cancel-link",
    { ...json, "transfer-encoding": "chunked" },
  ],
  [403, "from another site", "POST", "/result", { ...json, origin: "https://evil.example" }],
];

describe.each(adapters)("under %s", (_, mount) => {
  describe.each(fronts)("behind %s", (_, open) => {
    test.each(refused)(
      "%i for a post %s keeps no other request waiting",
      async (status, _, method, path, headers) => {
        const { retent } = await startServer();
        const { send, close } = await open(await listen(mount(retent)));
        onTestFinished(close);
        for (const size of [200, 500, 900, 9000]) {
          const body = new Uint8Array(size * kilobyte).fill(32);
          const answer = await send({ method, path: base + path, headers, body });
          expect([size, answer.status]).toEqual([size, status]);
          // Of the customer who comes next. No proxy sends a post twice.
          const next = await send({ method: "POST", path: `${base}/cancel-link`, headers: json, body: "{}" });
          expect([size, next.status]).toEqual([size, 200]);
        }
      },
    );
  });

  /** A client that posts what the server does not read, and has its answer. */
  async function postUnread(server: Server) {
    const socket = connect(await listen(server), "127.0.0.1");
    // A client that goes on sending may be reset.
    socket.on("error", () => {});
    const closed = new Promise((resolve) => socket.once("close", resolve));
    const headers = ["host: shop.example", "content-type: text/plain", "transfer-encoding: chunked"];
    socket.write(`POST ${base}/cancel-link HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n`);
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 415 /);
    return { socket, closed };
  }

  test("a body without an end is cut off", async () => {
    const { retent } = await startServer();
    const { socket, closed } = await postUnread(mount(retent));
    const chunk = `100000\r\n${" ".repeat(0x10_0000)}\r\n`;
    const send = () => socket.write(chunk, (error) => error ?? send());
    send();
    await closed;
    expect(socket.bytesWritten).toBeGreaterThan(64 * 1024 * 1024);
  });

  test("a body that does not arrive is not waited for without end", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const { retent } = await startServer();
    const server = mount(retent);
    // Node.js has a limit of its own, and only for connections on which nothing comes.
    server.keepAliveTimeout = 0;
    const { closed } = await postUnread(server);
    vi.advanceTimersByTime(10_000);
    await closed;
  });
});
