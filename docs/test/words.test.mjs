import { globSync, readFileSync } from "node:fs";
import { fromRoot } from "@retent/test-support/tools";
import { expect, test } from "vitest";

const paths = globSync(
  [
    "packages/*/src/**/*.ts",
    "packages/*/README.md",
    "packages/*/docs/*.md",
    "docs/*.md",
    "examples/*/README.md",
    "*.md",
  ],
  { cwd: fromRoot(".") },
).filter((path) => !path.includes("generated"));

/** The lines that a pattern is found in, as `file:line: text`. */
function findLines(pattern) {
  return paths.flatMap((path) =>
    readFileSync(fromRoot(path), "utf8")
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

test.each(["mend", "anew", "whoever", "somebody", "nobody"])(
  "“%s” is in no source and no document",
  (word) => {
    expect(findLines(new RegExp(`\\b${word}\\b`, "i"))).toEqual([]);
  },
);

test("no function is named after what its result belongs to", () => {
  expect(findLines(/\b(function|const) \w+Of\b/)).toEqual([]);
});
