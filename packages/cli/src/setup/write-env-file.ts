import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { CommandError } from "../command-error.ts";

/**
 * Writes a file that its owner alone may read: all of it, or nothing if that fails or the process is killed.
 *
 * @throws {CommandError} if it can't be written
 */
export function writeEnvFile(file: string, text: string): void {
  const place = resolveLink(file);
  const draft = `${place}.${process.pid}.new`;
  try {
    const descriptor = openSync(draft, "wx", 0o600);
    try {
      // One write may take only a part of it without a word.
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, place);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    if (code !== " (EEXIST)") rmSync(draft, { force: true });
    throw new CommandError(
      "not_written",
      `setup: ${file} can't be written${code}, so nothing was: check its folder, then run setup again`,
      { cause: error },
    );
  }
}

/** A link stays one: the file that it leads to is replaced. */
function resolveLink(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
