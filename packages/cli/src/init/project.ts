import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CommandError } from "../command-error.ts";

/** The frameworks that `retent init` writes for, in the order in which a project that names several is understood. */
export const frameworks = ["next", "hono", "express"] as const;
export type Framework = (typeof frameworks)[number];

export const packageManagers = ["npm", "pnpm", "yarn", "bun"] as const;
export type PackageManager = (typeof packageManagers)[number];

/** What `retent init` has to know of the project that it is started in. */
export interface Project {
  folder: string;
  /** Every package that the manifest names. */
  packages: ReadonlySet<string>;
  usesTypeScript: boolean;
  /** Its `.js` files are ECMAScript modules. */
  isModule: boolean;
  packageManager: PackageManager;
  /** It has no file but its manifest, a lockfile, and what tools keep for themselves. */
  isEmpty: boolean;
}

/**
 * Reads the project in `folder`.
 *
 * @throws {CommandError} where there is none
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
    packageManager: packageManagerOf(folder, manifest),
    isEmpty: readdirSync(folder).every(
      (name) => /^\.|^node_modules$|^package\.json$/.test(name) || isLockfile(name),
    ),
  };
}

function readManifest(folder: string): Record<string, unknown> {
  const file = join(folder, "package.json");
  if (!existsSync(file)) {
    throw new CommandError(
      "init: there is no package.json in this folder: change to the folder of your Express, Hono or Next.js project",
    );
  }
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof manifest === "object" && manifest !== null) return manifest as Record<string, unknown>;
  } catch (error) {
    throw new CommandError("init: package.json can't be read as JSON: correct it first", { cause: error });
  }
  throw new CommandError("init: package.json holds no object: correct it first");
}

const lockfiles: [string, PackageManager][] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["package-lock.json", "npm"],
];

const isLockfile = (name: string) => lockfiles.some(([file]) => file === name);

/** By the manifest's own word, else by the closest lockfile: a workspace has one, further up. */
function packageManagerOf(folder: string, manifest: Record<string, unknown>): PackageManager {
  const named = String(manifest.packageManager).split("@")[0];
  const known = packageManagers.find((name) => name === named);
  if (known) return known;
  const found = lockfiles.find(([file]) => existsSync(join(folder, file)));
  if (found) return found[1];
  const parent = dirname(folder);
  return parent === folder ? "npm" : packageManagerOf(parent, {});
}
