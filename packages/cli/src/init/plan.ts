import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, parse, posix, sep } from "node:path";
import { CommandError } from "../command-error.ts";
import { missingVariables } from "./env-example.ts";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import type { WantedFile } from "./scaffold.ts";

/** What becomes of one file. Nothing that exists is replaced. */
export type FilePlan = { path: string; content: string } & (
  | { action: "create" | "append" }
  /** It is there and has what it needs. */
  | { action: "none" }
  /** Another one is there, named `existing`: what it lacks is its owner's to add. */
  | { action: "by hand"; existing: string }
);

/**
 * Looks at what is there and decides about each file. It writes nothing.
 *
 * @throws {CommandError} for a place that is no folder or lies outside the project
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
  const exists = isThere(join(root, path));
  if (exists && !lstatSync(join(root, path)).isFile()) {
    throw new CommandError("init: .env.example is no plain file: move it away first");
  }
  const missing = missingVariables(exists ? readText(join(root, path)) : "", answers);
  if (missing === undefined) return { path, content: "", action: "none" };
  return { path, content: missing, action: exists ? "append" : "create" };
}

const scriptExtensions = new Set([".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"]);

/** A file that has the same name, maybe in another of JavaScript's spellings: frameworks take only one of them. */
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

/** A folder of the project may be a link that leads elsewhere. */
function refuseOutside(root: string, path: string): void {
  let folder = dirname(join(root, path));
  while (!isThere(folder)) folder = dirname(folder);
  const shown = JSON.stringify(posix.dirname(path));
  if (!existsSync(folder) || !lstatSync(realpathSync(folder)).isDirectory()) {
    throw new CommandError(`init: ${shown} is no folder: choose another with --folder`);
  }
  const realRoot = realpathSync(root);
  if (!`${realpathSync(folder)}${sep}`.startsWith(realRoot.endsWith(sep) ? realRoot : `${realRoot}${sep}`)) {
    throw new CommandError(`init: ${shown} leads outside the project: choose another with --folder`);
  }
}

/** Links that lead nowhere count, too. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function readText(path: string): string {
  return lstatSync(path).isFile() ? readFileSync(path, "utf8") : "";
}
