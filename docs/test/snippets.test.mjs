import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fromRoot } from "@retent/test-support/tools";
import { beforeAll, expect, test } from "vitest";
import { apiExamples, blocks, blocksIn } from "./documents.mjs";

const tsc = fromRoot("node_modules/typescript/bin/tsc");
const here = fileURLToPath(new URL(".", import.meta.url));
/** Beside the packages that the snippets import. */
const folder = join(here, "node_modules/.cache/snippets");

/** Plain scripts without types: the test of the notifications' document runs one, the check from an empty folder to an outcome the other. */
const isRunElsewhere = ({ code }) =>
  code.includes("require(") || code.startsWith("async function applyDecision(");

const snippets = [
  ...blocksIn("ts", "tsx", "js", "jsx"),
  ...apiExamples.filter(({ language }) => language === "ts"),
].filter((block) => !isRunElsewhere(block));
const nameOf = (index, { language }) => `snippet-${index}.${language.endsWith("x") ? "tsx" : "ts"}`;
let complaints = "";

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const compilerOptions = {
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    target: "ES2024",
    module: "nodenext",
    lib: ["ES2024", "DOM", "DOM.Iterable"],
    types: ["node"],
    jsx: "react-jsx",
  };
  const files = [join(here, "assumed.ts"), ...snippets.map((snippet, index) => nameOf(index, snippet))];
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  for (const [index, snippet] of snippets.entries()) {
    // A module each, on the same lines as in the document.
    const above = "\n".repeat(snippet.line - 1);
    writeFileSync(join(folder, nameOf(index, snippet)), `${above}${snippet.code}\nexport {};\n`);
  }
  try {
    execFileSync(process.execPath, [tsc, "--project", folder, "--pretty", "false"], { cwd: folder });
  } catch (error) {
    complaints = String(error.stdout);
  }
}, 60_000);

test.each(snippets.map((snippet, index) => [snippet.place, index]))("%s compiles", (_, index) => {
  const { path } = snippets[index];
  const start = `${nameOf(index, snippets[index])}(`;
  const found = complaints.split("\n").filter((line) => line.startsWith(start));
  expect(found.map((line) => line.replace(start, `${path}:`).replace(/(\d+),(\d+)\)/, "$1:$2"))).toEqual([]);
});

test("nothing else is wrong with the snippets", () => {
  expect(complaints.split("\n").filter((line) => line !== "" && !/^(snippet-|\s)/.test(line))).toEqual([]);
});

test.each(blocksIn("json").map(({ place, code }) => [place, code]))("%s is JSON", (_, code) => {
  expect(() => JSON.parse(code)).not.toThrow();
});

/** What the tests of this folder read, and `text`, in which nothing can be checked: diagrams and values of headers. */
const known = ["ts", "tsx", "js", "jsx", "json", "html", "css", "sh", "ini", "text"];

test("every block names a language that is known here", () => {
  const others = blocks.filter(({ language }) => !known.includes(language));
  expect(others.map(({ place, language }) => `${place} ${language}`)).toEqual([]);
});
