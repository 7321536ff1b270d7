import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createProject } from "./temporary-project.ts";

const trials = fileURLToPath(new URL("../../../../examples/frameworks/", import.meta.url));
const names = readdirSync(trials).filter((name) => name !== "site");

/** Where the default answers don't fit: this site is below a path. */
const flags: Record<string, string[]> = { nextjs: ["--public-url", "http://localhost:3000/shop"] };

/** What such a project has before `retent init`: its manifest, and the folders by which it is recognized. */
function createBareProject(trial: string) {
  const folders = globSync("**/", { cwd: trial }).filter((folder) => !folder.includes("retent"));
  const project = createProject(JSON.parse(readFileSync(join(trial, "package.json"), "utf8")), {
    "README.md": "",
    ...Object.fromEntries(folders.map((folder) => [join(folder, ".keep"), ""])),
  });
  for (const name of ["tsconfig.json", "deno.json"])
    if (existsSync(join(trial, name))) project.write(name, readFileSync(join(trial, name), "utf8"));
  return project;
}

/** Code without its imports, its layout, and the two functions that developers fill in. */
function outline(code: string): string {
  return code
    .replaceAll(
      /(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?(?:async )?function (?:findCustomer|applyDecision)\b[\s\S]*?^}$/gm,
      "",
    )
    .replaceAll(/^import [^;]*;/gm, "")
    .replaceAll(/\s+/g, "")
    .replaceAll(/,(?=[)}\]])/g, "");
}

const linesOfRetent = (code: string) =>
  code
    .split("\n")
    .filter((line) => /retent/i.test(line))
    .map((line) => line.trim());

test.each(names)("the trial project on %s has what init writes", async (name) => {
  const trial = join(trials, name);
  const project = createBareProject(trial);
  const { code, stderr } = await project.init(["--yes", ...(flags[name] ?? [])]);
  expect([code, stderr]).toEqual([0, ""]);
  const written = Object.entries(project.contents()).filter(
    ([path]) => !/README|\.keep|package\.json|tsconfig\.json|deno\.json|\.env\.example/.test(path),
  );
  expect(written.length).toBeGreaterThan(0);
  for (const [path, content] of written) {
    const tried = readFileSync(join(trial, path), "utf8");
    if (path.includes("retent")) expect(outline(tried)).toBe(outline(content));
    // Such a file may hold more that is the site's own.
    else expect(linesOfRetent(tried)).toEqual(expect.arrayContaining(linesOfRetent(content)));
  }
});
