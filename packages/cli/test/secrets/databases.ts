import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { startPostgres } from "@retent/test-support/start-postgres";

/** A database that can be broken for a while. */
export interface Database {
  url: string;
  /** Nothing can be stored until `restore` is called. */
  break(): Promise<void>;
  restore(): Promise<void>;
  remove(): Promise<void>;
}

/** A new database of each kind, with this password if it has one. */
export const databases: Record<string, (password: string) => Promise<Database>> = {
  async SQLite() {
    const folder = mkdtempSync(join(tmpdir(), "retent-secrets-"));
    const file = join(folder, "retent.db");
    let lock: DatabaseSync | undefined;
    return {
      url: `sqlite:${file}`,
      async break() {
        lock = new DatabaseSync(file);
        lock.exec("begin immediate");
      },
      restore: async () => lock?.close(),
      remove: async () => rmSync(folder, { recursive: true }),
    };
  },
  async PostgreSQL(password) {
    const postgres = await startPostgres({ password });
    return {
      url: await postgres.createDatabase(),
      break: () => postgres.stop(),
      restore: () => postgres.start(),
      remove: () => postgres.remove(),
    };
  },
};
