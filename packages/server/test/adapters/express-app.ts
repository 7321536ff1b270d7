import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type RequestHandler } from "express";
import { afterEach } from "vitest";
import { toExpress } from "../../src/adapters/express.ts";
import type { RetentOptions } from "../../src/options/options.ts";
import { startServer } from "../server-under-test.ts";

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }
});

/** An Express app that listens, with our server at /api/retent behind these middlewares. */
export async function listen(
  middlewares: RequestHandler[] = [],
  options: Partial<RetentOptions> = {},
  trustProxy: unknown = false,
) {
  const app = express().set("trust proxy", trustProxy);
  const http = app.listen(0, "127.0.0.1");
  servers.push(http);
  await once(http, "listening");
  const { port } = http.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const server = await startServer({ ...options, publicUrl: `${origin}/api/retent` });
  app.disable("x-powered-by");
  for (const middleware of middlewares) app.use(middleware);
  app.use("/api/retent", toExpress(server.retent));
  app.use((_, response) => {
    response.statusCode = 404;
    response.end("the app's own 404");
  });
  return { ...server, base: `${origin}/api/retent`, origin, port };
}

export const json = { "content-type": "application/json" };

/** Posts without following the answer. */
export function post(
  url: string,
  body: string | URLSearchParams | ReadableStream,
  headers: Record<string, string>,
): Promise<Response> {
  return fetch(url, { method: "POST", headers, body, redirect: "manual", duplex: "half" } as RequestInit);
}
