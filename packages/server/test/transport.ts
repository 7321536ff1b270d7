import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { ReadableStream as WebReadableStream } from "node:stream/web";
import express from "express";
import { inject, onTestFinished } from "vitest";
import { toExpress } from "../src/adapters/express.ts";
import { toNode } from "../src/adapters/node.ts";
import type { Retent } from "../src/retent.ts";

/** How requests reach the server: the handler called as it is, or an adapter behind a socket. */
type Transport = "in process" | "over node:http" | "under Express";

/** Sends one request and follows nothing. */
export type Send = (url: string, init?: RequestInit) => Promise<Response>;

declare module "vitest" {
  export interface ProvidedContext {
    transport: Transport;
  }
}

/** Connects to a server by the transport of this test run. */
export const connect: (retent: Retent) => Promise<Send> = {
  "in process": async (retent: Retent) => (url: string, init?: RequestInit) =>
    retent.fetch(new Request(url, init), undefined),
  "over node:http": (retent: Retent) => listen(createServer(toNode(retent))),
  "under Express": (retent: Retent) => {
    const app = express();
    app.use(new URL(retent.publicUrl).pathname, toExpress(retent));
    return listen(createServer(app));
  },
}[inject("transport") ?? "in process"];

async function listen(server: Server): Promise<Send> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return sendTo((server.address() as AddressInfo).port);
}

/**
 * Hands requests to a port of this machine as a proxy does that ends TLS: whatever the public URL, it is plain HTTP. `fetch` would
 * resolve the dots in a path and add headers of its own.
 */
export function sendTo(port: number): Send {
  return (url, { method = "GET", headers, body } = {}) =>
    new Promise((resolve, reject) => {
      const { origin, host } = new URL(url);
      const outgoing = request({
        host: "127.0.0.1",
        port,
        method,
        path: url.slice(origin.length) || "/",
        headers: { host, ...Object.fromEntries(new Headers(headers)) },
      });
      outgoing.on("response", (incoming) => toResponse(incoming, method).then(resolve, reject));
      outgoing.on("error", reject);
      if (body instanceof ReadableStream) {
        outgoing.flushHeaders();
        Readable.fromWeb(body as WebReadableStream).pipe(outgoing);
      } else outgoing.end(body);
    });
}

/** What says something about the connection or the moment, and not about the answer. */
const hopHeaders = new Set(["connection", "date", "keep-alive", "transfer-encoding"]);

async function toResponse(incoming: IncomingMessage, method: string): Promise<Response> {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of hopHeaders.has(name) ? [] : (values ?? [])) headers.append(name, value);
  }
  const content = await buffer(incoming);
  const status = incoming.statusCode ?? 0;
  const isEmpty = method === "HEAD" || status === 204 || status === 304;
  return new Response(isEmpty ? null : content, { status, headers });
}
