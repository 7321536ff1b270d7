import { parseArgs } from "node:util";
import { CommandError } from "./command-error.ts";

const options = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
  "env-file": { type: "string" },
  dead: { type: "boolean" },
  "set-aside": { type: "boolean" },
  limit: { type: "string" },
  lang: { type: "string" },
  builder: { type: "string" },
  identity: { type: "string" },
  label: { type: "string" },
  variant: { type: "string" },
  size: { type: "string" },
  mode: { type: "string" },
  preset: { type: "string" },
  integrity: { type: "boolean" },
  token: { type: "boolean" },
  all: { type: "boolean" },
  framework: { type: "string" },
  "public-url": { type: "string" },
  folder: { type: "string" },
  yes: { type: "boolean" },
  "dry-run": { type: "boolean" },
  out: { type: "string" },
  force: { type: "boolean" },
} as const;

/** What the flags of a command line were given. */
export type Flags = {
  [Name in keyof typeof options]?: (typeof options)[Name]["type"] extends "string" ? string : boolean;
};

/** The flags of `retent snippet`. */
export type SnippetFlags = Pick<
  Flags,
  "lang" | "builder" | "identity" | "label" | "variant" | "size" | "mode" | "preset" | "integrity"
>;

/** The commands that a flag belongs to. */
const flagOwners: Partial<Record<keyof Flags, readonly string[]>> = {
  "env-file": [
    "setup",
    "serve",
    "doctor",
    "snippet",
    "outbox list",
    "outbox retry",
    "outbox set-aside",
    "export",
    "erase",
  ],
  dead: ["outbox list"],
  "set-aside": ["outbox list"],
  limit: ["outbox list"],
  lang: ["snippet"],
  builder: ["snippet"],
  identity: ["snippet"],
  label: ["snippet"],
  variant: ["snippet"],
  size: ["snippet"],
  mode: ["snippet"],
  preset: ["snippet"],
  integrity: ["snippet"],
  token: ["doctor"],
  all: ["setup"],
  framework: ["init"],
  "public-url": ["init"],
  folder: ["init"],
  yes: ["init", "erase"],
  "dry-run": ["init"],
  out: ["export"],
  force: ["erase"],
};

/**
 * Tells flags and words apart.
 *
 * @throws {CommandError} for an unknown flag
 */
export function parseFlags(args: readonly string[]): { flags: Flags; words: string[] } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    return { flags: values, words: positionals };
  } catch (error) {
    const flag = error instanceof Error ? /'(-[^']*)'/.exec(error.message)?.[1] : undefined;
    const isUnknown =
      error instanceof Error && "code" in error && error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION";
    const what = isUnknown ? "unknown flag" : "the flags can't be read: check";
    throw new CommandError("usage", `${what} ${quote(flag ?? args.join(" "))}; see retent --help`, {
      cause: error,
    });
  }
}

/** @throws {CommandError} for a flag that belongs to other commands */
export function refuseForeignFlags(command: string | undefined, flags: Flags): void {
  for (const [flag, owners] of Object.entries(flagOwners)) {
    if (!(flag in flags) || owners.includes(command ?? "")) continue;
    const list = new Intl.ListFormat("en").format(owners);
    throw new CommandError("usage", `--${flag} only works with ${list}; see retent --help`);
  }
}

/** Puts text in quotation marks and on one line. */
export function quote(text: string): string {
  return JSON.stringify(text);
}
