#!/usr/bin/env node
import { runCommand } from "./run-command.ts";

const stopped = new Promise((resolve) => {
  // Both may arrive; a second one must not end the process before it has closed.
  process.on("SIGINT", resolve);
  process.on("SIGTERM", resolve);
});

process.exitCode = await runCommand({
  args: process.argv.slice(2),
  environment: process.env,
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  stopped,
});
