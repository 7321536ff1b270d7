import type { StoreError, StoreErrorCode } from "@retent/server";

interface Explanation {
  cause: string;
  mend: string;
}

/** Why the store can't work, and what its operator can do about it. */
export function explainStoreError(error: StoreError, databaseUrl: string): Explanation {
  const file = /^sqlite:(.*)$/s.exec(databaseUrl)?.[1];
  const explanations = file === undefined ? explainPostgres(error) : explainSqlite(error, file);
  return explanations[error.code];
}

function explainSqlite({ message }: StoreError, file: string): Record<StoreErrorCode, Explanation> {
  return {
    locked: {
      cause: `another process holds the lock on ${file}`,
      mend: "end what keeps it, such as a database tool, a backup or a server that hangs (fuser names it), and try again",
    },
    read_only: {
      cause: `${file} may be read and not written`,
      mend: "make the file and its folder writable for the user that runs retent",
    },
    full: { cause: `there is no room for ${file}`, mend: "make room on its disk" },
    unavailable: {
      cause: message.replace(/^store: /, ""),
      mend: "make its folder exist and writable, or set RETENT_DATABASE_URL to another file",
    },
  };
}

function explainPostgres({ message }: StoreError): Record<StoreErrorCode, Explanation> {
  return {
    locked: {
      cause: "another session holds a lock on the PostgreSQL database's tables",
      mend: "end what keeps it, such as a migration or a backup (pg_locks names it), and try again",
    },
    read_only: {
      cause: "the PostgreSQL database may be read and not written",
      mend: "set RETENT_DATABASE_URL to the primary, not to a standby or a read-only user",
    },
    full: {
      cause: "the PostgreSQL database has no room left",
      mend: "make room on the disk of its server",
    },
    unavailable: {
      cause: message.replace(/^store: /, ""),
      mend: "check RETENT_DATABASE_URL (and RETENT_DATABASE_SCHEMA), and that the database runs and takes connections from here",
    },
  };
}
