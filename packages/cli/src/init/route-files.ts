import { posix } from "node:path";
import { buttonTag } from "./button-tag.ts";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import type { Scaffold, WantedFile } from "./scaffold.ts";

/** How a file in `from` imports a module of the project: TypeScript resolves it without extension, JavaScript with it. */
export function importPath(project: Project, from: string, module: string): string {
  const path = posix.relative(from, project.usesTypeScript ? module : `${module}.js`);
  return path.startsWith(".") ? path : `./${path}`;
}

/** The extension of a module that a bundler reads. */
export const getExtension = ({ usesTypeScript }: Project) => (usesTypeScript ? "ts" : "js");

interface RouteFiles {
  serverFile: string;
  files: WantedFile[];
  mount?: string;
  /** How the variables get into `process.env` during development. */
  development: string;
  /** What starts the built site. */
  production: string;
  /** Notes about the tag. */
  tagNote?: string;
  typePackages?: string[];
}

/** What is added to a site whose routes are files, with the tag to be pasted into a page. */
export function routeFilesScaffold(
  { publicUrl }: Answers,
  { serverFile, files, mount = "", development, production, tagNote = "", typePackages = [] }: RouteFiles,
): Scaffold {
  return {
    serverFile,
    files,
    mount,
    settings: `Copy the lines of .env.example into .env. ${development}; in production: ${production}`,
    tag: `into your account page${tagNote}:\n${buttonTag(publicUrl)}`,
    typePackages: ["@types/node", ...typePackages],
  };
}
