import type { Pool, PoolConfig } from "pg";
import { StoreError } from "../../store.ts";
import { isConnectionLost, postgresErrorCode } from "../error-codes.ts";
import { migrate } from "./migrations.ts";
import { statements } from "./statements.ts";
import { createQualify } from "./tables.ts";

/**
 * Tries again if the connection was lost: the database, or a pooler before it, may have closed it while it was idle,
 * which a process that stood still learns only when it asks for something.
 *
 * @param ask changes nothing that a second time could change again
 */
export async function onceMore<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    return ask();
  }
}

function whyNotLoaded(error: unknown): string {
  const isMissing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
  if (isMissing) return "install the package pg to use PostgreSQL (npm install pg)";
  return `the package pg can't be loaded: ${error instanceof Error ? error.message : String(error)}`;
}

/**
 * How long a connection and a query may take, in milliseconds: pg has no limits of its own, and a customer
 * would wait with it.
 */
const timeLimits = { connectionTimeoutMillis: 5000, query_timeout: 15_000 };

/**
 * Opens the database and brings it up to date.
 *
 * @throws {StoreError} when it can't be reached or brought up to date
 */
export async function connect(options: PoolConfig, schema: string | undefined): Promise<Pool> {
  const pg = await import("pg").catch((error: unknown) => {
    throw new StoreError("unavailable", `store: ${whyNotLoaded(error)}`, { cause: error });
  });
  // A large table takes its time to get an index, and other processes wait for that.
  const client = new pg.default.Client({ ...timeLimits, ...options, query_timeout: 0 });
  client.on("error", () => {});
  try {
    await client.connect();
    await migrate(client, schema);
    // A user or a standby that may only read connects without a word.
    await client.query(createQualify(schema)(statements.probeWrite));
    const pool = new pg.default.Pool({ ...timeLimits, ...maxOfUrl(options.connectionString), ...options });
    // A connection that breaks while idle is replaced when the next one is needed.
    pool.on("error", () => {});
    return pool;
  } catch (error) {
    const reason = error instanceof Error ? `${error.message}${tlsRemedy(error)}` : "unknown";
    const message = `store: the PostgreSQL database can't be used: ${reason}`;
    throw new StoreError(postgresErrorCode(error), message, { cause: error });
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * What can be done if the server's certificate is the reason
 * (https://nodejs.org/api/tls.html#x509-certificate-error-codes).
 */
function tlsRemedy(error: Error): string {
  const code = "code" in error ? String(error.code) : "";
  if (!/CERT|^UNABLE_TO_(GET|VERIFY)_/.test(code)) return "";
  return ": add sslrootcert=FILE to the connection string, with the authority that signed the server's certificate, or sslmode=no-verify to accept any";
}

/**
 * `max` in the URL, which pg leaves unread: how many connections an instance may have is part of where a
 * pooler is reached.
 */
function maxOfUrl(connectionString = ""): { max?: number } {
  const max = URL.canParse(connectionString) ? new URL(connectionString).searchParams.get("max") : null;
  return max !== null && /^[1-9]\d{0,3}$/.test(max) ? { max: Number(max) } : {};
}
