import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";

it("imports the module in Node.js, which has no window", async () => {
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

it("exports every name without a DOM to runtimes that resolve modules as browsers do", async () => {
  const { exports } = createRequire(import.meta.url)("../package.json");
  for (const entry of [".", "./define"]) {
    expect(exports[entry].workerd).toBe("./dist/worker.js");
    expect(exports[entry]["edge-light"]).toBe("./dist/worker.js");
  }
  const worker = new URL("../dist/worker.js", import.meta.url);
  const source = readFileSync(worker, "utf8");
  expect(source).not.toMatch(/HTMLElement|document|window|from\s*["'`]lit/);
  const names = Object.keys(await import(new URL("../dist/index.js", import.meta.url).href)).sort();
  expect(Object.keys(await import(worker.href)).sort()).toEqual(names);
});
