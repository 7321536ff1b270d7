import type { SqliteDriver, SqliteStatement } from "@retent/server/internal";
import type { DurableStorage } from "./durable-storage.ts";

/**
 * A Durable Object's database as the store needs it. Cloudflare gathers commits itself, and holds a response
 * back until what was written before it is safe
 * (https://developers.cloudflare.com/durable-objects/api/sqlite-storage-api/).
 */
export function toDriver(storage: DurableStorage): SqliteDriver {
  const { sql } = storage;
  let depth = 0;
  let isClosed = false;

  function exec(text: string, ...values: unknown[]): Record<string, unknown>[] {
    if (isClosed) throw new Error("the store is closed");
    return sql.exec(text, ...values).toArray();
  }

  function transaction<T>(work: () => T): T {
    depth += 1;
    try {
      return storage.transactionSync(work);
    } finally {
      depth -= 1;
    }
  }

  function prepare(text: string): SqliteStatement {
    const names = findNames(text);
    const run = (given: unknown[]) => exec(text, ...toValues(names, given));
    const statement = {
      all: (...given: unknown[]) => run(given),
      get: (...given: unknown[]) => run(given)[0],
      run(...given: unknown[]) {
        run(given);
        return { changes: Number(exec("select changes() as changes")[0]?.changes) };
      },
    };
    return statement as unknown as SqliteStatement;
  }

  return {
    exec: (text) => void exec(text),
    prepare,
    transaction,
    isInTransaction: () => depth > 0,
    // There is no other process, and nothing is waited for.
    runHurriedly: (work) => work(),
    // Cloudflare keeps the files, and 30 days of their history to restore the object from.
    removeTraces: () => {},
    close() {
      if (isClosed) throw new Error("the store is closed");
      isClosed = true;
    },
  };
}

/** The named parameters of a statement in the order of their first use, which is how SQLite numbers them. */
function findNames(text: string): string[] {
  const withoutTexts = text.replace(/'[^']*'/g, "''");
  return [...new Set([...withoutTexts.matchAll(/:([a-z_]\w*)/gi)].map(([, name = ""]) => name))];
}

function toValues(names: readonly string[], given: readonly unknown[]): unknown[] {
  if (names.length === 0) return [...given];
  const [named = {}] = given as [Record<string, unknown>];
  return names.map((name) => {
    if (!Object.hasOwn(named, name)) throw new TypeError(`the statement's parameter ${name} has no value`);
    return named[name];
  });
}
