import { expect, test, vi } from "vitest";
import { sha256 } from "../src/digest.ts";

test("a text has the same hash where there is no node:crypto", async () => {
  const texts = ["", "binding", "Schlüssel 🔑", "x".repeat(10_000)];
  const hashAll = (hash: typeof sha256) => Promise.all(texts.map(async (text) => [...(await hash(text))]));
  const byNode = await hashAll(sha256);
  vi.resetModules();
  vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined as never);
  const elsewhere = await import("../src/digest.ts");
  vi.restoreAllMocks();
  expect(await hashAll(elsewhere.sha256)).toEqual(byNode);
  expect(byNode[0]?.[0]).toBe(0xe3);
});
