import type { StoreError, StoreErrorCode } from "@retent/server";

interface Explanation {
  cause: string;
  remedy: string;
}

/** Explains why the store can't work, and what the operator can do about it. */
export function explainStoreError(error: StoreError, databaseUrl: string): Explanation {
  const file = /^sqlite:(.*)$/s.exec(databaseUrl)?.[1];
  const explanations = file === undefined ? explainPostgres(error) : explainSqlite(error, file);
  return explanations[error.code];
}

function explainSqlite(error: StoreError, file: string): Record<StoreErrorCode, Explanation> {
  return {
    locked: {
      cause: `another process holds the lock on ${file}`,
      remedy:
        "stop the process that holds it, such as a database tool, a backup or a server that hangs (find it with fuser), and try again",
    },
    read_only: {
      cause: `the SQLite file ${file} can't be written`,
      remedy: "make the file and its folder writable for the user that runs retent",
    },
    full: { cause: `the disk that holds ${file} is full`, remedy: "free some space on it" },
    unavailable: {
      cause: `the SQLite file ${file} can't be used: ${findReason(error)}`,
      remedy: "create its folder and make it writable, or set RETENT_DATABASE_URL to another file",
    },
  };
}

function explainPostgres(error: StoreError): Record<StoreErrorCode, Explanation> {
  return {
    locked: {
      cause: "another session holds a lock on the PostgreSQL database's tables",
      remedy:
        "stop the session that holds it, such as a migration or a backup (find it in pg_locks), and try again",
    },
    read_only: {
      cause: "the PostgreSQL database can be read but not written",
      remedy: "set RETENT_DATABASE_URL to the primary, not to a standby or a read-only user",
    },
    full: { cause: "the disk of the PostgreSQL database is full", remedy: "free some space on it" },
    unavailable: {
      cause: `the PostgreSQL database can't be used: ${findReason(error)}`,
      remedy: isCertificateError(error.cause)
        ? "add sslrootcert=FILE to RETENT_DATABASE_URL, with the authority that signed the server's certificate, or sslmode=no-verify to accept any"
        : "check RETENT_DATABASE_URL (and RETENT_DATABASE_SCHEMA), and that the database is running and accepts connections from this machine",
    },
  };
}

function findReason({ cause, message }: StoreError): string {
  return cause instanceof Error ? cause.message : message;
}

/**
 * Whether the server's certificate is the reason
 * (https://nodejs.org/api/tls.html#x509-certificate-error-codes).
 */
function isCertificateError(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /CERT|^UNABLE_TO_(GET|VERIFY)_/.test(code);
}
