import { appendFileSync, mkdirSync, rmdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { CommandError } from "../command-error.ts";
import type { FilePlan } from "./plan.ts";

/**
 * Writes all planned files, or none.
 *
 * @throws {CommandError} if a file can't be written; the files written before it are removed again
 */
export function writeFiles(root: string, plans: readonly FilePlan[]): void {
  const undo: (() => void)[] = [];
  for (const { path, content, action } of plans) {
    const file = join(root, path);
    try {
      if (action === "create") {
        const firstMade = mkdirSync(dirname(file), { recursive: true });
        if (firstMade !== undefined) undo.push(() => removeEmpty(dirname(file), dirname(firstMade)));
        // A file that was created after the plan was shown must not be overwritten.
        writeFileSync(file, content, { flag: "wx" });
        undo.push(() => rmSync(file));
      }
      if (action === "append") {
        const { size } = statSync(file);
        undo.push(() => truncateSync(file, size));
        appendFileSync(file, content);
      }
    } catch (error) {
      for (const step of undo.reverse()) step();
      const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
      throw new CommandError(
        "not_written",
        `init: ${path} can't be written${code}, so nothing was written: check its folder, then run init again`,
        { cause: error },
      );
    }
  }
}

/** Removes a folder and its parents up to `end`, which stays. */
function removeEmpty(folder: string, end: string): void {
  if (relative(end, folder) === "") return;
  rmdirSync(folder);
  removeEmpty(dirname(folder), end);
}
