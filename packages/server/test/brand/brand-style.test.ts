import { colorTokens } from "@retent/retentbase/internal";
import { expect, test } from "vitest";
import { toBrandStyle } from "../../src/brand/brand-style.ts";
import { getContrast } from "../../src/brand/contrast.ts";

test.each([
  ["#000000", "#ffffff", 21],
  ["#777777", "#ffffff", 4.48],
  ["#1d4ed8", "#ffffff", 6.7],
  ["#ff0000", "#00ff00", 2.91],
])("%s and %s have the contrast that WCAG's formula gives", (one, other, contrast) => {
  expect(getContrast(one, other)).toBeCloseTo(contrast, 1);
  expect(getContrast(other, one)).toBe(getContrast(one, other));
});

test("every colour that a company may choose is readable, on light and on dark pages", () => {
  const parts = ["00", "33", "66", "99", "cc", "ff"];
  const colors = parts.flatMap((r) => parts.flatMap((g) => parts.map((b) => `#${r}${g}${b}`)));
  for (const color of [...colors, "#0f766e", "#fefefe", "#010101", "#808080"]) {
    const accents = [
      ...toBrandStyle(color).matchAll(
        /--accent:(#\w{6});--accent-fill:(#\w{6});--on-accent:(#\w{6});--accent-soft:(#\w{6})/g,
      ),
    ];
    expect(accents).toHaveLength(2);
    for (const [scheme, [, accent = "", fill = "", onAccent = "", soft = ""]] of accents.entries()) {
      expect(getContrast(accent, soft), color).toBeGreaterThanOrEqual(4.5);
      // What a chosen subscription costs.
      expect(getContrast(colorTokens.muted[scheme] ?? "", soft), color).toBeGreaterThanOrEqual(4.5);
      for (const name of ["ground", "surface", "raised"] as const)
        expect(getContrast(accent, colorTokens[name][scheme] ?? ""), color).toBeGreaterThanOrEqual(4.5);
      expect(getContrast(fill, colorTokens.surface[scheme] ?? ""), color).toBeGreaterThanOrEqual(3);
      expect(getContrast(fill, onAccent), color).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test("a colour that is readable already stays as it is", () => {
  expect(toBrandStyle("#0f5f58")).toContain("--accent:#0f5f58;--accent-fill:#0f5f58;--on-accent:#ffffff");
});

test("a button keeps its colour on dark pages too, if it stands out there", () => {
  expect(toBrandStyle("#0f766e")).toMatch(
    /dark.*--accent:(?!#0f766e).*--accent-fill:#0f766e;--on-accent:#ffffff/,
  );
});

test("the project's own colours are readable on the grounds that they are used on", () => {
  for (const scheme of [0, 1] as const) {
    const contrast = (text: keyof typeof colorTokens, ground: keyof typeof colorTokens) =>
      getContrast(colorTokens[text][scheme], colorTokens[ground][scheme]);
    for (const ground of ["ground", "surface", "raised"] as const) {
      for (const text of ["text", "muted", "accent", "danger", "good", "warn"] as const)
        expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      for (const sign of ["control", "focus"] as const)
        expect(contrast(sign, ground), `${sign} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
    for (const name of ["accent", "good", "warn", "danger"] as const)
      expect(contrast(name, `${name}-soft`), `${name} on its soft ground`).toBeGreaterThanOrEqual(4.5);
    for (const fill of ["accent-fill", "danger-fill"] as const)
      expect(contrast(fill, "surface"), `${fill} on surface`).toBeGreaterThanOrEqual(3);
    expect(contrast("on-accent", "accent-fill")).toBeGreaterThanOrEqual(4.5);
    expect(contrast("on-danger", "danger-fill")).toBeGreaterThanOrEqual(4.5);
  }
});
