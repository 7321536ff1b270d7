import type { Environment } from "./environment.ts";

/** Somewhere to write text. */
export interface TextStream {
  write(text: string): unknown;
}

/** Everything that a command uses from its process and machine. */
export interface Host {
  env: Environment;
  /** The working directory. */
  folder: string;
  stdin: NodeJS.ReadableStream;
  stdout: TextStream;
  stderr: TextStream;
  /** The current time, in milliseconds since the epoch. */
  now: () => number;
  fetch: typeof fetch;
  /** Calls `listener` at every SIGTERM and SIGINT. Returns a function that stops that. */
  onSignal: (listener: () => void) => () => void;
}
