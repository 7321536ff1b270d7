import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import workerd from "workerd";

/** Web standards and nothing of Node.js; requests may go to this machine, where the emulator is. */
const configuration = (variables: string[]) => `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
  compatibilityDate = "2026-01-01",
  bindings = [${variables.map((name) => `(name = "${name}", fromEnvironment = "${name}")`).join(", ")}],
);
`;

/** Serves a module on the runtime of Cloudflare's workers until the test ends; answers the port. */
export async function startWorkerd(code: string, variables: Record<string, string>): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "retent-workerd-"));
  const file = join(folder, "config.capnp");
  await writeFile(join(folder, "worker.mjs"), code);
  await writeFile(file, configuration(Object.keys(variables)));
  const child = spawn(workerd, ["serve", file, "--control-fd=3"], {
    env: variables,
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  const exited = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
    await rm(folder, { recursive: true, force: true });
  });
  const failed = exited.then(() => Promise.reject(new Error("workerd has ended")));
  const [line] = await Promise.race([once(child.stdio[3] as Readable, "data"), failed]);
  const { port } = JSON.parse(String(line)) as { port: number };
  failed.catch(() => {});
  return port;
}
