import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import workerd from "workerd";
import { findFreePort } from "./ports.mjs";

/** Node.js and Vite differ in how they import its CommonJS module. */
const binary = workerd.default ?? workerd;

/** Web standards, and at most one class of Durable Objects with SQLite on the disk; requests may go to this machine. */
const toConfiguration = ({ names, className, port }) => `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["local"])),
    (name = "disk", disk = (path = "storage", writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
  compatibilityDate = "2026-01-01",
  ${className === undefined ? "" : `durableObjectNamespaces = [(className = "${className}", uniqueKey = "retent", enableSql = true)],`}
  durableObjectStorage = (localDisk = "disk"),
  bindings = [
    ${className === undefined ? "" : `(name = "CANCELLATIONS", durableObjectNamespace = "${className}"),`}
    ${names.map((name) => `(name = "${name}", fromEnvironment = "${name}")`).join(", ")}
  ],
);
`;

export async function startWorkerd({ code, className, variables = {}, onEnd, ...given }) {
  const port = given.port ?? (await findFreePort());
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), "retent-workerd-"));
  mkdirSync(join(folder, "storage"), { recursive: true });
  writeFileSync(join(folder, "worker.mjs"), code);
  const configuration = toConfiguration({ names: Object.keys(variables), className, port });
  writeFileSync(join(folder, "config.capnp"), configuration);
  let child;
  let isKilled = false;

  const running = {
    port,
    pid: () => child?.pid,
    async start() {
      isKilled = false;
      const started = spawn(binary, ["serve", "config.capnp", "--control-fd=3"], {
        cwd: folder,
        env: variables,
        stdio: ["ignore", "inherit", "inherit", "pipe"],
      });
      child = started;
      const ended = once(started, "exit").then(() => Promise.reject(new Error("workerd has ended")));
      ended.catch(() => {
        if (!isKilled && child === started) onEnd?.();
      });
      // It writes a line to this pipe once it listens.
      await Promise.race([once(started.stdio[3], "data"), ended]);
    },
    async kill() {
      isKilled = true;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
    async remove() {
      await running.kill();
      if (given.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
  await running.start();
  return running;
}
