import { expect, it } from "vitest";

it("imports the module in Node.js, where there is no window", async () => {
  expect("window" in globalThis).toBe(false);
  const module = await import(new URL("../dist/index.js", import.meta.url).href);
  expect(Object.keys(module).sort()).toEqual([
    "CancelButtonError",
    "RetentCancelButton",
    "RetentErrorEvent",
    "RetentFallbackEvent",
    "RetentRedirectEvent",
    "RetentResultEvent",
    "RetentStartEvent",
  ]);
  expect("window" in globalThis).toBe(false);
});
