import { StoreError, type StoreErrorCode } from "@retent/server";
import { openStore } from "../store.ts";
import { broken, type Finding, fine } from "./check.ts";

/** Opens the store, writes something that changes nothing, and counts what is in its outbox. */
export async function checkStore(databaseUrl: string): Promise<Finding> {
  try {
    const store = await openStore(databaseUrl);
    try {
      await store.check();
      const { queued, dead } = await store.count();
      const advice = dead > 0 ? "; see retent outbox list --dead" : "";
      return fine("store", `it can be written; ${queued} queued, ${dead} dead in the outbox${advice}`);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const { cause, mend } = explain(error, databaseUrl);
    return broken("store", cause, mend);
  }
}

interface Explanation {
  cause: string;
  mend: string;
}

function explain(error: StoreError, databaseUrl: string): Explanation {
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
      mend: "check RETENT_DATABASE_URL, and that the database runs and takes connections from here",
    },
  };
}
