import { defineConfig } from "@playwright/test";
import chromiumFlags from "@retent/test-support/chromium-flags.json" with { type: "json" };
import { findBrowsers } from "@retent/test-support/find-browsers";
import type { Runtime } from "./examples/script-tag/test/site.ts";

const { chromium: executablePath } = await findBrowsers();

/** Journeys through a real Chromium, of all examples. */
export default defineConfig<Runtime>({
  testDir: "examples",
  testMatch: "*/test/**/*.e2e.ts",
  outputDir: "node_modules/.cache/journeys",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  expect: {
    timeout: 15_000,
    // Edges may be drawn a little differently each time. A wrong line of text differs in more pixels than this.
    toHaveScreenshot: {
      maxDiffPixels: 60,
      pathTemplate: "{testDir}/{testFileDir}/../pictures/{arg}{ext}",
    },
  },
  projects: [
    { name: "journeys", testIgnore: "**/start.e2e.ts" },
    {
      name: "journeys on workerd",
      testMatch: "script-tag/test/*.e2e.ts",
      use: { runtime: "workerd" },
    },
    // Builds the project once more, which the others had better not notice.
    { name: "start", testMatch: "**/start.e2e.ts", dependencies: ["journeys", "journeys on workerd"] },
  ],
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.RETENT_PLAYWRIGHT_REPORT ?? "node_modules/.cache/journeys.json" }],
  ],
  use: {
    trace: "retain-on-failure",
    launchOptions: {
      executablePath,
      args: chromiumFlags,
    },
  },
});
