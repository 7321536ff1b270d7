#!/usr/bin/env node
import module from "node:module";

// Older versions lack modules that are imported below, and would fail with a message that does not say so.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(`retent needs Node.js 22.13 or newer. This is ${process.versions.node}.`);
  process.exit(1);
}
// The cache makes every start but the first faster. It must be enabled before anything else is loaded.
module.enableCompileCache?.();
const { run } = await import("./command-line.ts");

const code = await run(process.argv.slice(2), {
  env: process.env,
  folder: process.cwd(),
  // It is opened only when it is read, so that a server without one does not fail.
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
// Work that outlasts its time limit ends here, after all output has been written.
process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
