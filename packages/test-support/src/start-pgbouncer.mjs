import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort, waitForPort } from "./ports.mjs";
import { findProgram } from "./programs.mjs";

export async function startPgBouncer(databaseUrl, { poolSize }) {
  const { path, env } = findProgram("pgbouncer");
  const folder = mkdtempSync(join(tmpdir(), "retent-pgbouncer-"));
  chmodSync(folder, 0o755);
  const port = await findFreePort();
  const database = new URL(databaseUrl);
  const file = join(folder, "pgbouncer.ini");
  writeFileSync(file, toConfiguration(port, database, poolSize));
  // Run by root it refuses to start, unless it may become another user.
  const user = process.getuid() === 0 ? ["--user", "nobody"] : [];
  const child = spawn(path, [...user, "--quiet", file], { env, stdio: ["ignore", "ignore", "inherit"] });
  const exited = once(child, "exit");
  await Promise.race([
    waitForPort(port),
    exited.then(([code]) => Promise.reject(new Error(`PgBouncer ended with ${code} before it listened.`))),
  ]);
  return {
    url: `postgres://retent:retent@127.0.0.1:${port}${database.pathname}`,
    async stop() {
      child.kill("SIGTERM");
      await exited;
      rmSync(folder, { recursive: true });
    },
  };
}

/** https://www.pgbouncer.org/config.html */
function toConfiguration(port, { hostname, port: serverPort, username, password, pathname }, poolSize) {
  const name = pathname.slice(1);
  return `
[databases]
${name} = host=${hostname} port=${serverPort} dbname=${name} user=${username} password=${decodeURIComponent(password)}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 500
`;
}
