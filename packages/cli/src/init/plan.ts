import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, parse, posix, sep } from "node:path";
import { CommandError } from "../command-error.ts";
import { missingVariables } from "./env-example.ts";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import type { WantedFile } from "./scaffold.ts";

/** What happens to one file. An existing file is never replaced. */
export type FilePlan = { path: string; content: string } & (
  | { action: "create" | "append" }
  /** It exists and is complete. */
  | { action: "none" }
  /** A file named `existing` is in its place, so the missing parts must be added by hand. */
  | { action: "by hand"; existing: string }
);

/**
 * Decides what happens to each file. It writes nothing.
 *
 * @throws {CommandError} for a place that is not a folder or lies outside the project
 */
export function planFiles(project: Project, wanted: WantedFile[], answers: Answers): FilePlan[] {
  return [...wanted.map((file) => planFile(project.folder, file)), planEnvExample(project.folder, answers)];
}

function planFile(root: string, { path, content, marker }: WantedFile): FilePlan {
  refuseOutside(root, path);
  const existing = findRival(root, path);
  if (existing === undefined) return { path, content, action: "create" };
  const text = readText(join(root, existing));
  const isDone = text === content || (marker !== undefined && text.includes(marker));
  return isDone ? { path, content, action: "none" } : { path, content, action: "by hand", existing };
}

function planEnvExample(root: string, answers: Answers): FilePlan {
  const path = ".env.example";
  refuseOutside(root, path);
  const exists = pathExists(join(root, path));
  if (exists && !lstatSync(join(root, path)).isFile()) {
    throw new CommandError(
      "unsuitable_project",
      "init: .env.example is not a regular file: move it away first",
    );
  }
  const missing = missingVariables(exists ? readText(join(root, path)) : "", answers);
  if (missing === undefined) return { path, content: "", action: "none" };
  return { path, content: missing, action: exists ? "append" : "create" };
}

const scriptExtensions = new Set([".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"]);

/**
 * Finds a file with the same name, maybe with another extension for JavaScript: frameworks use only one of
 * them.
 */
function findRival(root: string, path: string): string | undefined {
  const folder = posix.dirname(path);
  if (!existsSync(join(root, folder))) return undefined;
  const { name } = parse(path);
  const rivals = readdirSync(join(root, folder)).filter((file) => {
    const other = parse(file);
    return other.name === name && scriptExtensions.has(other.ext);
  });
  const found = rivals.find((file) => file === basename(path)) ?? rivals[0];
  return found === undefined ? undefined : posix.join(folder, found);
}

/** Refuses a folder that leads out of the project, as a symbolic link can. */
function refuseOutside(root: string, path: string): void {
  let folder = dirname(join(root, path));
  while (!pathExists(folder)) folder = dirname(folder);
  const shown = JSON.stringify(posix.dirname(path));
  if (!existsSync(folder) || !lstatSync(realpathSync(folder)).isDirectory()) {
    throw new CommandError(
      "unsuitable_project",
      `init: ${shown} is not a folder: choose another with --folder`,
    );
  }
  const realRoot = realpathSync(root);
  if (!`${realpathSync(folder)}${sep}`.startsWith(realRoot.endsWith(sep) ? realRoot : `${realRoot}${sep}`)) {
    throw new CommandError(
      "unsuitable_project",
      `init: ${shown} leads outside the project: choose another with --folder`,
    );
  }
}

/** Also counts symbolic links whose target does not exist. */
function pathExists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function readText(path: string): string {
  return lstatSync(path).isFile() ? readFileSync(path, "utf8") : "";
}
