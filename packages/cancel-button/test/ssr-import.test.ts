import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
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

it("gives a runtime without a DOM that bundles as browsers do every name, and nothing that needs one", async () => {
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
