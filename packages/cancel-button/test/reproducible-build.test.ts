import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const shell = process.platform === "win32";
const root = fileURLToPath(new URL("..", import.meta.url));
const published = join(root, "dist");
const scripts = [
  "button.js",
  "debug-panel.js",
  "declaration-links.js",
  "hints.js",
  "identity-tools.js",
  "popup.js",
  ...readdirSync(join(published, "languages")).map((file) => `languages/${file}`),
]
  .filter((file) => file.endsWith(".js"))
  .sort();
const folders: string[] = [];

/** Builds the files of the script tag again, in another folder. */
async function build(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), "retent-build-"));
  folders.push(outDir);
  for (const mode of ["languages", "script"]) {
    await run("vite", ["build", "--mode", mode, "--outDir", outDir], { cwd: root, shell });
  }
  return outDir;
}

let first: string;
let second: string;

beforeAll(async () => {
  [first, second] = [await build(), await build()];
});

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

test("there is the button with what it loads, and every language but English", () => {
  expect(scripts).toHaveLength(38);
});

test.each(scripts)("%s is built to the same bytes each time, in any folder", (path) => {
  const bytes = readFileSync(join(published, path));
  expect(readFileSync(join(first, path)).equals(bytes)).toBe(true);
  expect(readFileSync(join(second, path)).equals(bytes)).toBe(true);
});

test("the published hashes belong to these files and no others", () => {
  const hashes = scripts.map((path) => {
    const bytes = readFileSync(join(published, path));
    return [path, `sha384-${createHash("sha384").update(bytes).digest("base64")}`];
  });
  const integrity = JSON.parse(readFileSync(join(published, "integrity.json"), "utf8"));
  expect(integrity).toEqual(Object.fromEntries(hashes));
});
