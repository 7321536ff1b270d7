// Processes of the benchmark, each on a core of its own where the machine lets us choose.
import { execFileSync, fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fromRoot } from "@retent/test-support/tools";

/** The servers that are compared take turns on one core; the load generator, and what they call, have the other. */
export const serverCore = 0;
export const otherCore = 1;
const canPin = availableParallelism() > 1 && spawnSync("taskset", ["--version"]).status === 0;

/** Starts a script of this folder on a core; resolves to the process and to what it says first. */
export async function startPinned(script, core, settings) {
  const pinned = canPin && { execPath: "taskset", execArgv: ["-c", String(core), process.execPath] };
  const child = fork(fromRoot(`scripts/bench/${script}`), [JSON.stringify(settings ?? {})], { ...pinned });
  const [message] = await Promise.race([once(child, "message"), once(child, "exit")]);
  if (child.connected) return { child, message };
  throw new Error(`${script} ended with code ${message}`);
}

/** Keeps this process off the servers' core while `work` runs. */
export async function besideServers(work) {
  if (!canPin) return work();
  const pin = (cores) => execFileSync("taskset", ["-acp", cores, String(process.pid)], { stdio: "ignore" });
  pin(String(otherCore));
  try {
    return await work();
  } finally {
    pin(`0-${availableParallelism() - 1}`);
  }
}

export async function end(child) {
  const ended = once(child, "exit");
  child.kill();
  await ended;
}
