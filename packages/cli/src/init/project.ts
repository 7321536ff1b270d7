import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CommandError } from "../command-error.ts";

/**
 * The frameworks that `retent init` supports. For a project that names several, the first one counts. Deno needs
 * none: its own server is one.
 */
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
  "deno",
] as const;
export type Framework = (typeof frameworks)[number];

/** The package by which a framework is recognized, if it is not named after it. */
const frameworkPackages: Partial<Record<Framework, string>> = {
  sveltekit: "@sveltejs/kit",
  tanstack: "@tanstack/react-start",
  "react-router": "@react-router/dev",
  nest: "@nestjs/core",
};

/** Finds the framework of a project by the packages that it depends on. */
export function findFramework({
  packages,
  isDeno,
}: Pick<Project, "packages" | "isDeno">): Framework | undefined {
  const named = frameworks.find((name) => name !== "deno" && packages.has(frameworkPackages[name] ?? name));
  return named ?? (isDeno ? "deno" : undefined);
}

export const packageManagers = ["npm", "pnpm", "yarn", "bun", "deno"] as const;
export type PackageManager = (typeof packageManagers)[number];

/** The project in which `retent init` runs. */
export interface Project {
  folder: string;
  /** Every package that the manifest names, with its version or range. */
  packages: ReadonlyMap<string, string>;
  usesTypeScript: boolean;
  /** It has Deno's configuration. */
  isDeno: boolean;
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
  const isDeno = denoConfigurations.some((name) => existsSync(join(folder, name)));
  const manifest = isDeno && !existsSync(join(folder, "package.json")) ? {} : readManifest(folder);
  const packages = new Map(
    ["peerDependencies", "devDependencies", "dependencies"].flatMap((field) =>
      Object.entries(Object(manifest[field])).map(([name, range]) => [name, String(range)] as const),
    ),
  );
  return {
    folder,
    packages,
    usesTypeScript: isDeno || packages.has("typescript") || existsSync(join(folder, "tsconfig.json")),
    isDeno,
    isModule: manifest.type === "module",
    packageManager: findPackageManager(folder, manifest),
    isEmpty: readdirSync(folder).every(
      (name) => /^\.|^node_modules$|^package\.json$/.test(name) || isLockfile(name),
    ),
  };
}

const denoConfigurations = ["deno.json", "deno.jsonc"];

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
  ["deno.json", "deno"],
  ["deno.jsonc", "deno"],
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
