import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { toAddressKey } from "@retent/server/internal";
import { type Connection, chooseToClose } from "./choose-to-close.ts";

/** A server that can be stopped without cutting off a request. */
export interface HttpServer {
  server: Server;
  /** Accepts no more connections, and resolves once all open requests have been responded to. */
  stop(): Promise<void>;
  /** Cuts off the requests that are still open. */
  destroy(): void;
}

interface HttpServerOptions {
  /** Default 1,024. */
  maxConnections?: number;
}

/** A `node:http` server with limits for slow clients and for the number of connections. */
export function createHttpServer({ maxConnections = 1024 }: HttpServerOptions = {}): HttpServer {
  /** Oldest first. */
  const connections = new Map<Socket, Connection & { socket: Socket }>();
  let isStopping = false;
  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    // Node checks requests against these limits at this interval.
    connectionsCheckingInterval: 1000,
  });

  server.on("connection", (socket: Socket) => {
    const connection = { socket, client: toAddressKey(socket.remoteAddress ?? ""), requests: 0 };
    connections.set(socket, connection);
    socket.once("close", () => connections.delete(socket));
    if (connections.size <= maxConnections) return;
    const excess = chooseToClose([...connections.values()]) ?? connection;
    connections.delete(excess.socket);
    excess.socket.destroy();
  });
  server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    const connection = connections.get(socket);
    if (!connection) return;
    connection.requests += 1;
    response.once("close", () => {
      connection.requests -= 1;
      if (isStopping && connection.requests === 0) socket.destroySoon();
    });
  });

  return {
    server,
    stop() {
      isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A browser may keep connections open without a request.
      for (const { socket, requests } of connections.values()) if (requests === 0) socket.destroy();
      return closed;
    },
    destroy: () => server.closeAllConnections(),
  };
}
