import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const button = "packages/cancel-button";
const documents = ["README.md", "docs/identity.md", "docs/site-builders.md"].map(
  (path) => `${button}/${path}`,
);

const linesOf = (text: string) => text.split("\n").map((line) => line.trim());

/** The code blocks of a document, in one language. */
function snippets(path: string, language: string): string[] {
  const blocks = read(path).matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"));
  return [...blocks].map(([, code = ""]) => code.trim());
}

/** The rows of a table, by what its header begins with: what stands in backticks in each first cell. */
function firstCells(header: string): string[] {
  const [, rows = ""] = read(`${button}/README.md`).split(new RegExp(`^\\| ${header} .*\n\\|.*\n`, "m"));
  const cells = rows.slice(0, rows.indexOf("\n\n")).matchAll(/^\| `([^`]+)`/gm);
  return [...cells].map(([, name = ""]) => name);
}

const page = new Set(linesOf(read("examples/script-tag/public/membership.html")));

test.each([
  [documents[0], 3],
  [documents[1], 1],
  [documents[2], 2],
] as const)("the HTML of %s stands in the page, or is the bare tag", (path = "", atLeast) => {
  const inPage = snippets(path, "html").filter((code) => linesOf(code).every((line) => page.has(line)));
  const others = snippets(path, "html").filter((code) => !inPage.includes(code));
  expect(inPage.length).toBeGreaterThanOrEqual(atLeast);
  for (const code of others) {
    // A label, a hash, a return-to, a law's link or a line of one's own, or the tag alone.
    expect(code).toMatch(
      /^<retent-cancel-button [^\n]*<\/retent-cancel-button>$|integrity="sha384-…"|data-retent-declare|whenDefined|button\.js"><\/script>$/,
    );
  }
});

test("the receiver in the document about billing by webhook is the one that runs here", () => {
  const receiver = read("examples/script-tag/src/receiver.ts").trim();
  expect(snippets("docs/billing-webhook.md", "ts")).toContain(receiver);
});

test("the types that the README imports are those of the React example", () => {
  const line = 'import type {} from "@retent/cancel-button/react"';
  expect(read(`${button}/README.md`)).toContain(`\`${line}\``);
  expect(read("examples/react-account/page/cancel-subscription.tsx")).toContain(line);
});

test("the README's tables have all attributes and events of the element, and no others", () => {
  const manifest = JSON.parse(read(`${button}/dist/custom-elements.json`));
  const element = manifest.modules
    .flatMap(({ declarations }: { declarations: object[] }) => declarations)
    .find(({ tagName }: { tagName?: string }) => tagName === "retent-cancel-button");
  const namesOf = (list: { name: string }[]) => list.map(({ name }) => name).sort();
  expect(firstCells("attribute").sort()).toEqual(namesOf(element.attributes));
  expect(firstCells("event").sort()).toEqual(namesOf(element.events));
});

test("the README names every language that there is", () => {
  const [, names = ""] = /English and ([a-z, \n-]+?) and zh-hant/.exec(read(`${button}/README.md`)) ?? [];
  const published = Object.keys(JSON.parse(read(`${button}/dist/integrity.json`)))
    .map((path) => /^languages\/([\w-]+)\.js$/.exec(path)?.[1])
    .filter((name) => name !== undefined);
  expect([...names.split(/,\s+/), "zh-hant"].sort()).toEqual(published.sort());
});

test("the identity recipes set variables that the command knows, and fetch keys over https", () => {
  const variables = new Set(read("packages/cli/README.md").match(/\bRETENT_IDENTITY_\w+/g));
  const settings = snippets(`${button}/docs/identity.md`, "sh").flatMap(linesOf);
  expect(settings.length).toBeGreaterThan(10);
  for (const setting of settings) {
    const [, name = "", value = ""] = /^(\w+)=(\S+)$/.exec(setting) ?? [];
    expect([...variables]).toContain(name);
    if (name.endsWith("_URL")) expect(value).toMatch(/^https:\/\//);
  }
});
