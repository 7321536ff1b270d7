import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { fromRoot } from "../../tools.mjs";
import { blocksIn } from "./documents.mjs";

const tsc = fromRoot("node_modules/typescript/bin/tsc");
const here = fileURLToPath(new URL(".", import.meta.url));
/** Beside the packages that the snippets import. */
const folder = join(here, "node_modules/.cache/snippets");

/** A script for Node.js's older modules; it is run by the test of the notifications' document. */
const isOlderScript = ({ code }) => code.includes("require(");

const snippets = blocksIn("ts", "tsx", "js").filter((block) => !isOlderScript(block));
const nameOf = (index, { language }) => `snippet-${index}.${language === "tsx" ? "tsx" : "ts"}`;
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
    writeFileSync(join(folder, nameOf(index, snippet)), `${snippet.code}\nexport {};\n`);
  }
  try {
    execFileSync(process.execPath, [tsc, "--project", folder, "--pretty", "false"], { cwd: folder });
  } catch (error) {
    complaints = String(error.stdout);
  }
}, 60_000);

test.each(snippets.map((snippet, index) => [snippet.place, index]))("%s compiles", (_, index) => {
  const name = nameOf(index, snippets[index]);
  expect(complaints.split("\n").filter((line) => line.startsWith(`${name}(`))).toEqual([]);
});

test("nothing else is wrong with the snippets", () => {
  expect(complaints.split("\n").filter((line) => line !== "" && !/^(snippet-|\s)/.test(line))).toEqual([]);
});

test.each(blocksIn("json").map(({ place, code }) => [place, code]))("%s is JSON", (_, code) => {
  expect(() => JSON.parse(code)).not.toThrow();
});
