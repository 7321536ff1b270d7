import { globSync, readFileSync } from "node:fs";
import { fromRoot } from "../../tools.mjs";

/** What users read, by path from the root on; the API reference is made from comments and held by a check of its own. */
export const documents = globSync(
  ["*.md", "docs/*.md", "packages/*/README.md", "packages/*/docs/*.md", "examples/*/README.md"],
  { cwd: fromRoot(".") },
)
  .filter((path) => path !== "CHANGELOG.md")
  .map((path) => path.replaceAll("\\", "/"))
  .sort()
  .map((path) => ({ path, text: readFileSync(fromRoot(path), "utf8") }));

/** Every fenced block in one of these languages, with the place where it begins. */
export function blocksIn(...languages) {
  return documents.flatMap(({ path, text }) =>
    [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
      .filter(([, language]) => languages.includes(language))
      .map(({ 1: language, 2: code, index }) => {
        const line = text.slice(0, index).split("\n").length + 1;
        return { path, line, place: `${path}:${line}`, language, code };
      }),
  );
}
