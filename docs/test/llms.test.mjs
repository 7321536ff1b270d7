// The documents for programs that read them whole: an index by https://llmstxt.org, and everything in one file.
import { posix } from "node:path";
import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { expect, test } from "vitest";
import { documents } from "./documents.mjs";

/** In the order in which a reader needs them; what is not named here comes last in its section. */
const first = [
  "README.md",
  "docs/developers.md",
  "docs/site-builders.md",
  "docs/without-account.md",
  "docs/mistakes.md",
  "docs/operators.md",
];
const sections = [
  ["Guides", (path) => path === "README.md" || /^docs\/[\w-]+\.md$/.test(path)],
  ["Laws", (path) => path.startsWith("docs/laws/")],
  ["Packages", (path) => path.startsWith("packages/")],
  ["From other products", (path) => path.startsWith("docs/migrate/")],
  ["Examples", (path) => path.startsWith("examples/")],
  ["Optional", (path) => ["CONTRIBUTING.md", "SECURITY.md"].includes(path)],
].map(([title, isIn]) => [title, documents.filter(({ path }) => isIn(path)).toSorted(byNeed)]);

function byNeed(a, b) {
  const rank = ({ path }) => (first.includes(path) ? first.indexOf(path) : first.length);
  return rank(a) - rank(b) || a.path.localeCompare(b.path);
}

const findText = ({ tree }, type) => toText(tree.children.find((node) => node.type === type) ?? "");

function toLine(document) {
  const summary = findText(document, "paragraph").replaceAll(/\s+/g, " ");
  return `- [${findText(document, "heading")}](${document.path}): ${/^.*?[.:?](?= |$)|^.*/.exec(summary)[0].replace(/:$/, ".")}`;
}

/** The text, with links that lead from the repository's root. */
function fromRoot({ path, text, tree }) {
  const parts = [];
  let end = 0;
  visit(tree, ["link", "image"], ({ position, url }) => {
    if (URL.canParse(url) || url.startsWith("#")) return;
    const at = text.lastIndexOf(`](${url}`, position.end.offset) + 2;
    if (at < Math.max(end, position.start.offset)) return;
    parts.push(text.slice(end, at), posix.join(posix.dirname(path), url));
    end = at + url.length;
  });
  return [...parts, text.slice(end)].join("").trim();
}

test("llms.txt lists the documents", async () => {
  const summary = findText(
    documents.find(({ path }) => path === "README.md"),
    "paragraph",
  );
  const lists = sections.map(([title, list]) => `## ${title}\n\n${list.map(toLine).join("\n")}`);
  const full = "Everything below in one file: [docs/llms-full.txt](docs/llms-full.txt).";
  const text = ["# Retent", `> ${summary.replaceAll(/\s+/g, " ")}`, full, ...lists].join("\n\n");
  await expect(`${text}\n`).toMatchFileSnapshot("../../llms.txt");
});

test("docs/llms-full.txt has the documents in one file", async () => {
  const guides = sections.filter(([title]) => title !== "Examples" && title !== "Optional");
  const texts = guides.flatMap(([, list]) =>
    list.map((document) => `<!-- ${document.path} -->\n\n${fromRoot(document)}`),
  );
  const text = ["Links lead from the repository's root.", ...texts].join("\n\n");
  await expect(`${text}\n`).toMatchFileSnapshot("../llms-full.txt");
});

test("every document is in a section", () => {
  const listed = sections.flatMap(([, list]) => list);
  expect(documents.filter((document) => !listed.includes(document)).map(({ path }) => path)).toEqual([]);
});
