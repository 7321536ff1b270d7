import type { IncomingMessage, ServerResponse } from "node:http";
import type { Retent } from "../create-retent.ts";
import { answerMessage } from "./node-messages.ts";

/**
 * Answers requests of node:http: `createServer(toNode(retent))`. `identify` gets node's request as its second argument. Give the
 * server limits of its own for slow headers (`headersTimeout`, `requestTimeout`).
 */
export function toNode(retent: Retent<IncomingMessage>) {
  const { origin } = new URL(retent.publicUrl);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await answerMessage(retent, request, response, origin, request.url ?? "/");
    } catch {
      // The handler answers every fault itself: what is left is a connection that broke.
      response.destroy();
    }
  };
}
