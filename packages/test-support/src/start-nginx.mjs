import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort, waitForPort } from "./ports.mjs";
import { findProgram } from "./programs.mjs";

export async function startNginx(upstreamPort) {
  const folder = mkdtempSync(join(tmpdir(), "retent-nginx-"));
  const port = await findFreePort();
  writeFileSync(join(folder, "nginx.conf"), toConfiguration(folder, port, upstreamPort));
  // Its own name for the error log keeps it from the system's, which is opened before the configuration is read.
  const { path, env } = findProgram("nginx");
  const child = spawn(path, ["-p", folder, "-c", "nginx.conf", "-e", "stderr"], { env, stdio: "inherit" });
  const exited = once(child, "exit");
  await Promise.race([
    waitForPort(port),
    exited.then(([code]) => Promise.reject(new Error(`nginx ended with ${code} before it listened.`))),
  ]);
  return {
    port,
    async stop() {
      child.kill();
      await exited;
      rmSync(folder, { recursive: true });
    },
  };
}

function toConfiguration(folder, port, upstreamPort) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
events {}
http {
  access_log off;
  error_log stderr crit;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join("\n  ")}
  upstream retent {
    server 127.0.0.1:${upstreamPort};
    keepalive 1;
  }
  server {
    listen 127.0.0.1:${port};
    client_max_body_size 100m;
    location / {
      proxy_pass http://retent;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }
  }
}
`;
}
