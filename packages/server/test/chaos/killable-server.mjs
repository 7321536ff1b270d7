import { spawn } from "node:child_process";
import { once } from "node:events";
import { fromRoot } from "@retent/test-support/tools";

/** The server in a process of its own, to be started and killed again and again. */
export function createKillableServer(settings) {
  let child;
  return {
    async start() {
      child = spawn(process.execPath, [fromRoot("packages/server/test/chaos/server.mjs")], {
        env: { PATH: process.env.PATH, CHAOS: JSON.stringify(settings) },
        stdio: ["ignore", "pipe", "ignore"],
      });
      await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** Kills the server until everything is through and it was killed often enough. */
export async function killAtRandom({ server, counts, kills, isOver, random, afterKill }) {
  while (!isOver() || counts.kills < kills()) {
    const begin = performance.now();
    await server.start();
    // A life is measured by what it takes to begin one, so that a slow machine has as much done in it.
    await sleep((0.2 + random() * 1.4) * (performance.now() - begin));
    await server.kill();
    counts.kills += 1;
    await afterKill?.();
  }
}

export function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
