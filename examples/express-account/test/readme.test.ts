import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

const sources = ["views/account.ejs", "src/retent.ts", "src/app.ts", "src/main.ts"]
  .map((path) => read(`examples/express-account/${path}`))
  .join("\n");

/** Lines without their indentation and attributes that only matter for looks. */
function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) =>
      line.trim().replace(' class="quiet"', "").replace("return createRetent", "const retent = createRetent"),
    );
}

test.each(["html", "ts"])("the README's %s snippet stands in the example", (language) => {
  const snippet = read("README.md").match(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s"))?.[1] ?? "";
  const exampleLines = new Set(linesOf(sources));
  const strangers = linesOf(snippet).filter((line) => !exampleLines.has(line));
  expect(linesOf(snippet).length).toBeGreaterThan(5);
  expect(strangers).toEqual([]);
});
