import { expect, test } from "vitest";
import { toReference } from "../src/cancellation/reference.ts";
import { createDatedId } from "../src/dated-id.ts";

const at = Date.parse("2026-03-01T00:00:00Z");

test("is a UUID of version 8 that begins with the time", () => {
  expect(createDatedId(at)).toMatch(/^729ac770-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(createDatedId(0)).toMatch(/^00000000-[0-9a-f]{4}-8/);
  expect(createDatedId(2 ** 32 * 64 + 64)).toMatch(/^00000001-/);
});

test("comes after those of earlier times, and is never the same twice", () => {
  const ids = [0, 64, 255, 256, at, at + 64.5, at + 128].map(createDatedId);
  expect(ids.map((id) => id.slice(0, 8))).toEqual(ids.map((id) => id.slice(0, 8)).sort());
  expect(new Set(Array.from({ length: 1000 }, () => createDatedId(at))).size).toBe(1000);
});

test("gives two customers of the same minute references of their own", () => {
  expect(toReference(createDatedId(at))).not.toBe(toReference(createDatedId(at + 100)));
});
