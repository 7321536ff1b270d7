/** A PostgreSQL of the test's own. */
export interface PostgresServer {
  /** Makes an empty database and answers where it is, with user and password. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes everything. */
  remove(): Promise<void>;
}

/**
 * Starts a real server on a free port of loopback; its user is `retent`, and so is the password unless another is given. It waits for the
 * disk only where it is told to be durable.
 */
export function startPostgres(options?: { password?: string; isDurable?: boolean }): Promise<PostgresServer>;
