import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { CommandError } from "./command-error.ts";
import type { Environment } from "./environment.ts";
import type { Host } from "./host.ts";

/** The variables of an env file. */
export interface EnvFile {
  text: string;
  values: Record<string, string>;
  /** The file's permissions, such as 0o600. */
  mode: number;
}

/**
 * Reads an env file, in the form that `node --env-file` takes.
 *
 * @param path relative to `folder`
 * @returns undefined if there is no such file
 * @throws {CommandError} if it can't be read
 */
export function readEnvFile(folder: string, path: string): EnvFile | undefined {
  const file = resolve(folder, path);
  try {
    const text = readFileSync(file, "utf8");
    const values = parseEnv(text) as Record<string, string>;
    return { text, values, mode: statSync(file).mode & 0o777 };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    if (code === "ENOENT") return undefined;
    throw new CommandError("env_file", `--env-file: ${path} can't be read (${code})`, { cause: error });
  }
}

/**
 * The environment with the variables of the file that `--env-file` names. A variable that is set in the
 * environment itself wins.
 *
 * @throws {CommandError} if the file can't be read
 */
export function addEnvFile(
  { env, folder, stderr }: Pick<Host, "env" | "folder" | "stderr">,
  path: string,
): Environment {
  const file = readEnvFile(folder, path);
  if (!file) {
    throw new CommandError(
      "env_file",
      `--env-file: there is no file ${path}: check the path, or make it with retent setup`,
    );
  }
  if (isOpenToOthers(file.mode)) {
    const mode = file.mode.toString(8).padStart(4, "0");
    stderr.write(
      `retent: other users of this machine may read ${path}, which holds secrets (mode ${mode}): run chmod 600 ${path}\n`,
    );
  }
  return { ...file.values, ...env };
}

/** Windows keeps no such permissions, and says that everyone may read every file. */
function isOpenToOthers(mode: number): boolean {
  return process.platform !== "win32" && (mode & 0o077) !== 0;
}
