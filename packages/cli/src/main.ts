#!/usr/bin/env node
import { run } from "./run.ts";

const code = await run(process.argv.slice(2), {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  now: Date.now,
  fetch: globalThis.fetch,
  onSignal(listener) {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, listener);
    return () => {
      for (const signal of ["SIGTERM", "SIGINT"] as const) process.off(signal, listener);
    };
  },
});
// Whatever still runs after its time limit ends here, once everything is written.
process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
