import type { BodySource } from "@retent/retentbase/internal";
import type { NodeRequest } from "./node-messages.ts";

/**
 * How much of an unread body is drained from its connection, in bytes. A client that is cut off earlier may
 * miss the response.
 */
const maxDiscardedBytes = 64 * 1024 * 1024;
/** How long that may take, in milliseconds. */
const discardTimeoutMs = 10_000;

/**
 * A message's body as it arrives, one piece at a time. Cancelled, it leaves the connection to the next request.
 * No web-standard stream: for bodies of one small piece it would cost more than everything else of a message.
 */
export function createMessageBody(message: NodeRequest): BodySource {
  const pieces: Uint8Array[] = [];
  let isOver = false;
  let failure: Error | undefined;
  let notify = () => {};

  function end(error?: Error): void {
    isOver = true;
    failure = error;
    for (const [event, listener] of Object.entries(listeners)) message.off(event, listener);
    notify();
  }

  const listeners = {
    data(piece: Uint8Array) {
      message.pause();
      pieces.push(piece);
      notify();
    },
    end: () => end(),
    error: (error: Error) => end(error),
    close: () => end(new Error("the client has disconnected")),
  };
  message.pause();
  for (const [event, listener] of Object.entries(listeners)) message.on(event, listener);

  const reader = {
    async read() {
      if (pieces.length === 0 && !isOver) {
        message.resume();
        await new Promise<void>((resolve) => {
          notify = resolve;
        });
      }
      const value = pieces.shift();
      if (value) return { done: false, value } as const;
      if (failure) throw failure;
      return { done: true, value: undefined } as const;
    },
    async cancel() {
      pieces.length = 0;
      if (isOver) return;
      end();
      discard(message);
    },
  };
  return { getReader: () => reader };
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
