import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CommandError } from "../command-error.ts";

/** The frameworks that `retent init` supports. For a project that names several, the first one counts. */
export const frameworks = [
  "nuxt",
  "sveltekit",
  "astro",
  "tanstack",
  "react-router",
  "next",
  "nest",
  "fastify",
  "elysia",
  "hono",
  "koa",
  "express",
] as const;
export type Framework = (typeof frameworks)[number];

/** The package by which a framework is recognized, if it is not named after it. */
const frameworkPackages: Partial<Record<Framework, string>> = {
  sveltekit: "@sveltejs/kit",
  tanstack: "@tanstack/react-start",
  "react-router": "@react-router/dev",
  nest: "@nestjs/core",
};

/** Finds the framework of a project that depends on these packages. */
export function findFramework(packages: ReadonlySet<string>): Framework | undefined {
  return frameworks.find((name) => packages.has(frameworkPackages[name] ?? name));
}

export const packageManagers = ["npm", "pnpm", "yarn", "bun"] as const;
export type PackageManager = (typeof packageManagers)[number];

/** The project in which `retent init` runs. */
export interface Project {
  folder: string;
  /** Every package that the manifest names. */
  packages: ReadonlySet<string>;
  usesTypeScript: boolean;
  /** Its `.js` files are ECMAScript modules. */
  isModule: boolean;
  packageManager: PackageManager;
  /** It has no files except its manifest, a lockfile, and hidden files of tools. */
  isEmpty: boolean;
}

/**
 * Reads the project in `folder`.
 *
 * @throws {CommandError} if there is none
 */
export function readProject(folder: string): Project {
  const manifest = readManifest(folder);
  const packages = new Set(
    ["dependencies", "devDependencies", "peerDependencies"].flatMap((field) =>
      Object.keys(Object(manifest[field])),
    ),
  );
  return {
    folder,
    packages,
    usesTypeScript: packages.has("typescript") || existsSync(join(folder, "tsconfig.json")),
    isModule: manifest.type === "module",
    packageManager: findPackageManager(folder, manifest),
    isEmpty: readdirSync(folder).every(
      (name) => /^\.|^node_modules$|^package\.json$/.test(name) || isLockfile(name),
    ),
  };
}

function readManifest(folder: string): Record<string, unknown> {
  const file = join(folder, "package.json");
  if (!existsSync(file)) {
    throw new CommandError(
      "unsuitable_project",
      "init: there is no package.json in this folder: change to the folder of your project",
    );
  }
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof manifest === "object" && manifest !== null) return manifest as Record<string, unknown>;
  } catch (error) {
    throw new CommandError("unsuitable_project", "init: package.json is not valid JSON: fix it first", {
      cause: error,
    });
  }
  throw new CommandError("unsuitable_project", "init: package.json must hold an object: fix it first");
}

const lockfiles: [string, PackageManager][] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["package-lock.json", "npm"],
];

const isLockfile = (name: string) => lockfiles.some(([file]) => file === name);

/**
 * The package manager that the manifest names, else that of the closest lockfile. A workspace has its
 * lockfile further up.
 */
function findPackageManager(folder: string, manifest: Record<string, unknown>): PackageManager {
  const named = String(manifest.packageManager).split("@")[0];
  const known = packageManagers.find((name) => name === named);
  if (known) return known;
  const found = lockfiles.find(([file]) => existsSync(join(folder, file)));
  if (found) return found[1];
  const parent = dirname(folder);
  return parent === folder ? "npm" : findPackageManager(parent, {});
}
