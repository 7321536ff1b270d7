#!/usr/bin/env node
import module from "node:module";

// Older versions lack what the modules below import, and would say only that.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(`retent needs Node.js 22.13 or newer. This is ${process.versions.node}.`);
  process.exit(1);
}
// From the second start on, what was compiled is read. It has to come before anything else is loaded.
module.enableCompileCache?.();
const { run } = await import("./run.ts");

const code = await run(process.argv.slice(2), {
  env: process.env,
  folder: process.cwd(),
  // Opened by whoever reads it: a server that has none must not fail for it.
  get stdin() {
    return process.stdin;
  },
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
