import { type BodySource, createMessageBody } from "@retent/retentbase/internal";
import type { NodeRequest } from "./node-messages.ts";

/**
 * How much of an unread body is drained from its connection, in bytes. A client that is cut off earlier may
 * miss the response.
 */
const maxDiscardedBytes = 64 * 1024 * 1024;
/** How long that may take, in milliseconds. */
const discardTimeoutMs = 10_000;

/** A request's body as it arrives. Cancelled, it leaves the connection to the next request. */
export function createRequestBody(message: NodeRequest): BodySource {
  return createMessageBody(message, {
    closed: "the client has disconnected",
    cancel: () => discard(message),
  });
}

/**
 * Reads what is left of a body and throws it away; breaks the connection off if that is too much or takes too
 * long.
 */
function discard(message: NodeRequest): void {
  const breakOff = () => ("stream" in message ? message.stream.close() : message.socket.destroy());
  const timer = setTimeout(breakOff, discardTimeoutMs);
  timer.unref();
  let bytes = 0;
  message.on("data", (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (bytes > maxDiscardedBytes) breakOff();
  });
  message.once("close", () => clearTimeout(timer));
  message.once("end", () => clearTimeout(timer));
  message.resume();
}
