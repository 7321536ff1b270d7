import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEmbeddedPostgres } from "./load-embedded-postgres.mjs";
import { findFreePort } from "./ports.mjs";

const user = "retent";

/** For a database that need not outlive its tests. */
const hasty = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off"];

export async function startPostgres({ password = "retent", isDurable = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "retent-postgres-"));
  await chmod(folder, 0o755);
  const port = await findFreePort();
  const EmbeddedPostgres = await loadEmbeddedPostgres();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    user,
    password,
    port,
    persistent: true,
    // A server run by root refuses to start: it gets a user of its own, who has to reach the folder.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ["listen_addresses=127.0.0.1", ...(isDurable ? [] : hasty)].flatMap((setting) => [
      "-c",
      setting,
    ]),
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  let databases = 0;
  return {
    async createDatabase() {
      databases += 1;
      const name = `retent_${databases}`;
      await server.createDatabase(name);
      return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`;
    },
    stop: () => server.stop(),
    start: () => server.start(),
    async remove() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
