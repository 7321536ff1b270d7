import { readFileSync } from "node:fs";
import { colorTokens, designTokens } from "@retent/retentbase/internal";
import { fromRoot } from "@retent/test-support/tools";
import { expect, test } from "vitest";

// The button imports none of our packages, and its colours are the same on light and dark pages.
test("the button's colours are those of our pages", () => {
  const script = readFileSync(fromRoot("packages/cancel-button/dist/button.js"), "utf8");
  const [accent, danger, focus] = [colorTokens.accent, colorTokens.danger, colorTokens.focus].map(
    ([light]) => light,
  );
  expect(script).toContain(`--retent-background,${accent}`);
  expect(script).toContain(`--retent-background,${danger}`);
  expect(script).toContain(`--retent-focus-color,${focus}`);
});

const styledFiles = [
  "examples/express-account/public/account.css",
  "examples/nextjs-account/app/account.css",
  "examples/react-account/page/account.css",
  "examples/script-tag/public/membership.css",
  "examples/shop/src/account-styles.ts",
  "packages/cli/src/init/express-starter.ts",
];

/** The custom properties that a style sheet sets, as `--name: value`, without white space and leading zeros. */
function declarationsIn(css) {
  const declarations = css.match(/--[\w-]+:[^;}]+/g) ?? [];
  return declarations.map((each) => each.replaceAll(/\s+/g, "").replaceAll(/(?<!\d)0\./g, "."));
}

test.each(styledFiles)("what %s sets are values of the design tokens, light and dark", (file) => {
  const css = readFileSync(fromRoot(file), "utf8");
  const [light, dark] = css.split("@media (prefers-color-scheme: dark)").map(declarationsIn);
  const [lightTokens, darkTokens] = designTokens.split("@media").map(declarationsIn);
  expect(light.length).toBeGreaterThan(4);
  expect(light.filter((each) => !lightTokens.includes(each))).toEqual([]);
  expect(dark.filter((each) => !darkTokens.includes(each))).toEqual([]);
  // Browsers that we support don't know it.
  expect(css).not.toContain("light-dark(");
});
