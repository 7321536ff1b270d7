import type { BodySource } from "./read-body.ts";

/** What is needed of a message of node:http or node:http2, whichever side sent it. */
export interface MessageStream {
  on(event: string, listener: (value?: unknown) => void): unknown;
  off(event: string, listener: (value?: unknown) => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

interface MessageBodyOptions {
  /** Why reading fails if the connection is closed before the body's end. */
  closed: string;
  /** Called if the rest of the body is not wanted. */
  cancel(): void;
}

/**
 * A message's body as it arrives, one piece at a time. No web-standard stream, and no async iterator: for bodies of
 * one small piece either costs more than everything else of a message.
 */
export function createMessageBody(
  message: MessageStream,
  { closed, cancel }: MessageBodyOptions,
): BodySource {
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
    data(piece: unknown) {
      message.pause();
      pieces.push(piece as Uint8Array);
      notify();
    },
    end: () => end(),
    error: (error: unknown) => end(error as Error),
    close: () => end(new Error(closed)),
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
      cancel();
    },
  };
  return { getReader: () => reader };
}
