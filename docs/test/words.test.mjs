import { globSync, readFileSync } from "node:fs";
import { fromRoot } from "@retent/test-support/tools";
import { expect, test } from "vitest";

const sources = findFiles("packages/*/src/**/*.ts");
const documents = findFiles("packages/*/README.md", "packages/*/docs/*.md", "docs/*.md", "*.md");
const tests = findFiles("packages/*/test/**/*.{ts,mjs}", "docs/test/*.mjs");
const examples = findFiles("examples/**/*.{ts,tsx,md}", "examples/*/public/*.js");

function findFiles(...patterns) {
  const isWrittenByHand = (path) => !/\b(generated|node_modules|dist)\b|(^|\/)\./.test(path);
  return globSync(patterns, { cwd: fromRoot(".") }).filter(isWrittenByHand);
}

/** The lines of these files that a pattern is found in, as `file:line: text`. */
function findLines(paths, pattern) {
  return paths.flatMap((path) =>
    readFileSync(fromRoot(path), "utf8")
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

// This file has to name the words.
const all = [...sources, ...documents, ...tests, ...examples].filter(
  (path) => !path.endsWith("words.test.mjs"),
);

test.each(["mend", "anew", "whoever", "somebody", "nobody", "everybody", "(?<!ahead )of ours"])(
  "“%s” is in no source, test, example or document",
  (word) => {
    expect(findLines(all, new RegExp(`\\b${word}\\b`, "i"))).toEqual([]);
  },
);

test("no function is named after what its result belongs to", () => {
  expect(findLines([...sources, ...documents], /\b(function|const) \w+Of\b/)).toEqual([]);
});
