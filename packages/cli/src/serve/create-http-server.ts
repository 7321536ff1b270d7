import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** A server that can be stopped without breaking off a request. */
export interface HttpServer {
  server: Server;
  /** Accepts nothing more; resolves when what is under way is answered. */
  stop(): Promise<void>;
  /** Breaks off what is still under way. */
  destroy(): void;
}

/** A server of node:http with limits for slow and for many callers. */
export function createHttpServer(): HttpServer {
  /** How many requests of a connection are under way. */
  const underWay = new Map<Socket, number>();
  let isStopping = false;
  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    // Node looks for requests over these limits at this interval.
    connectionsCheckingInterval: 1000,
  });
  server.maxConnections = 1024;

  server.on("connection", (socket: Socket) => {
    underWay.set(socket, 0);
    socket.once("close", () => underWay.delete(socket));
  });
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    underWay.set(socket, (underWay.get(socket) ?? 0) + 1);
    response.once("close", () => {
      const left = (underWay.get(socket) ?? 1) - 1;
      if (underWay.has(socket)) underWay.set(socket, left);
      if (isStopping && left === 0) socket.destroySoon();
    });
  });

  return {
    server,
    stop() {
      isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A browser may keep a connection open on which it has asked nothing.
      for (const [socket, requests] of underWay) if (requests === 0) socket.destroy();
      return closed;
    },
    destroy: () => server.closeAllConnections(),
  };
}
