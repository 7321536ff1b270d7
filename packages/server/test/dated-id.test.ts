import { expect, test } from "vitest";
import { createDatedId } from "../src/dated-id.ts";

const at = Date.parse("2026-03-01T00:00:00Z");

test("is a UUID of version 7 that begins with the time", () => {
  expect(createDatedId(at)).toMatch(/^019ca6b1-dc00-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(createDatedId(0)).toMatch(/^00000000-0000-7/);
});

test("comes after those of earlier times, and is never the same twice", () => {
  const ids = [0, 1, 255, 256, at, at + 0.5, at + 1, 2 ** 47].map(createDatedId);
  expect(ids.map((id) => id.slice(0, 13))).toEqual(ids.map((id) => id.slice(0, 13)).sort());
  expect(new Set(Array.from({ length: 1000 }, () => createDatedId(at))).size).toBe(1000);
});
