import { globSync, readFileSync } from "node:fs";
import { fromRoot } from "@retent/test-support/tools";
import GitHubSlugger from "github-slugger";
import { fromMarkdown } from "mdast-util-from-markdown";
import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";

/** What users read, by path from the root on; the API reference is made from comments and held by a check of its own. */
export const documents = globSync(
  [
    "*.md",
    "docs/*.md",
    "docs/laws/*.md",
    "docs/migrate/*.md",
    "packages/*/README.md",
    "packages/*/docs/*.md",
    "examples/*/README.md",
  ],
  { cwd: fromRoot(".") },
)
  .filter((path) => path !== "CHANGELOG.md")
  .map((path) => path.replaceAll("\\", "/"))
  .sort()
  .map((path) => {
    const text = readFileSync(fromRoot(path), "utf8");
    return { path, text, tree: fromMarkdown(text) };
  });

/** Everything of these types in the documents, each with the line that it begins on and `place`, the same as `file:line`. */
function find(...types) {
  return documents.flatMap(({ path, tree }) => {
    const found = [];
    visit(tree, types, (node) => {
      const { line } = node.position.start;
      found.push({ ...node, path, line, place: `${path}:${line}` });
    });
    return found;
  });
}

/** The examples of the API reference. */
export const apiExamples = globSync("docs/api/**/*.md", { cwd: fromRoot(".") })
  .sort()
  .flatMap((path) => toBlocks(path, fromMarkdown(readFileSync(fromRoot(path), "utf8"))));

function toBlocks(path, tree) {
  const found = [];
  visit(tree, "code", ({ position, lang, value }) => {
    const line = position.start.line + 1;
    found.push({ path, line, place: `${path}:${line}`, language: lang ?? "", code: value });
  });
  return found;
}

/** Every fenced block, at the first line of its code. */
export const blocks = documents.flatMap(({ path, tree }) => toBlocks(path, tree));

/** The fenced blocks in one of these languages. */
export function blocksIn(...languages) {
  return blocks.filter(({ language }) => languages.includes(language));
}

/** What stands in backticks within a text. */
export const inlineCode = find("inlineCode").map(({ place, value }) => ({ place, code: value }));

/** Where links and pictures lead. */
export const links = find("link", "image", "definition").map(({ path, place, url }) => ({
  path,
  place,
  url,
}));

/** The anchors of a document's headings, as GitHub makes them. */
export function anchorsOf(text) {
  const slugger = new GitHubSlugger();
  const anchors = [];
  visit(fromMarkdown(text), "heading", (heading) => {
    anchors.push(slugger.slug(toText(heading)));
  });
  return anchors;
}
