import type { IncomingMessage } from "node:http";
import type { Retent } from "../retent.ts";
import { answerMessage, type NodeRequest, type NodeResponse } from "./node-messages.ts";

/**
 * Answers requests of node:http, and of node:http2 by its compatibility API: `createServer(toNode(retent))`.
 * `identify` gets node's request as its second argument. Give the server limits of its own for slow headers
 * (`headersTimeout`, `requestTimeout`).
 *
 * @example
 * import { createServer } from "node:http";
 * import { toNode } from "@retent/server/node";
 *
 * createServer(toNode(retent)).listen(8787, "127.0.0.1");
 */
export function toNode(retent: Retent<IncomingMessage>) {
  const { origin } = new URL(retent.publicUrl);
  return async (request: NodeRequest, response: NodeResponse): Promise<void> => {
    const mounted = { retent, baseUrl: origin, path: request.url ?? "/" };
    try {
      await answerMessage(request as IncomingMessage, response, mounted);
    } catch {
      // The handler answers every fault itself: what is left is a request that can't be read, or a connection
      // that broke.
      if (response.headersSent) return void response.destroy();
      response.statusCode = 500;
      response.end();
    }
  };
}
