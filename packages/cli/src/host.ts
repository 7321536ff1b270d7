import type { Environment } from "./environment.ts";

/** Somewhere to write text. */
export interface TextStream {
  write(text: string): unknown;
}

/** Everything that a command uses of the process and the machine around it. */
export interface Host {
  env: Environment;
  /** The working directory. */
  folder: string;
  stdin: NodeJS.ReadableStream;
  stdout: TextStream;
  stderr: TextStream;
  /** The present, in milliseconds since the epoch. */
  now: () => number;
  fetch: typeof fetch;
  /** Calls `listener` at every SIGTERM and SIGINT, until what it returns is called. */
  onSignal: (listener: () => void) => () => void;
}
