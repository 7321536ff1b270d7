/** A PgBouncer of the test's own, in transaction mode. */
export interface PgBouncer {
  /** The same database, through it. */
  url: string;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

/** Starts a PgBouncer in front of a database of loopback, with so many connections to it. */
export function startPgBouncer(databaseUrl: string, options: { poolSize: number }): Promise<PgBouncer>;
