/** A host that freezes its process between requests. */
export interface FreezingHost {
  url: string;
  /** Resolves once the process is frozen: every response is sent, and what `waitUntil` was given has settled. */
  frozen(): Promise<void>;
  stop(): Promise<void>;
}

interface FreezingHostOptions {
  /** The program and its arguments: it serves HTTP on loopback at the port of the variable PORT, and says "Ready". */
  program: string[];
  cwd?: string;
  env: Record<string, string>;
  /** Where the host listens, on loopback. */
  port: number;
}

/**
 * Runs a program as serverless hosts do: its process runs while it responds and while what it gave to `waitUntil` has
 * not settled, and stands still at every other moment, timers and connections included. The program has
 * `track-wait-until.mjs` to say what it waits for.
 */
export function startFreezingHost(options: FreezingHostOptions): Promise<FreezingHost>;
