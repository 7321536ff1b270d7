import { readFileSync } from "node:fs";
import { colorTokens } from "@retent/retentbase/internal";
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
