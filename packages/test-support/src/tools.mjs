import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Absolute path of a file or folder of the project. */
export function fromRoot(path) {
  return join(root, path);
}

/** Runs a command of the toolchain with its output shown; rejects with one line where it fails. */
export async function runTool(command, args, options = {}) {
  const status = await runToEnd(command, args, options);
  if (status !== 0) throw new Failure(`"${[command, ...args].join(" ")}" ended with status ${status}.`);
}

/** Builds every package and example, each by its own script, in the order of who needs whom. */
export function buildAll() {
  return runTool("pnpm", ["--recursive", "--loglevel=error", "run", "build"]);
}

/** Something that was said in one line, for which a stack trace says nothing more. */
export class Failure extends Error {}

process.on("uncaughtException", (error) => {
  console.error(error instanceof Failure ? error.message : error);
  process.exit(1);
});

/** Runs a command of the toolchain with its output shown; resolves to its exit status. */
export function runToEnd(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: "inherit",
      shell: process.platform === "win32",
      ...options,
    });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
