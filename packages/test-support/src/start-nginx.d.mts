/** An nginx of the test's own. */
export interface Nginx {
  /** Where it listens, on loopback. */
  port: number;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

/** Starts an nginx that passes everything on to this port of loopback, and keeps one connection to it open for the next request. */
export function startNginx(upstreamPort: number): Promise<Nginx>;
