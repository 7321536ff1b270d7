import { defineConfig } from "@playwright/test";
import chromiumFlags from "../../scripts/chromium-flags.json" with { type: "json" };

export default defineConfig({
  testDir: "test",
  testMatch: "**/*.e2e.ts",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  projects: [
    { name: "journeys", testIgnore: "**/start.e2e.ts" },
    // Builds the project once more, which the others had better not notice.
    { name: "start", testMatch: "**/start.e2e.ts", dependencies: ["journeys"] },
  ],
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.RETENT_PLAYWRIGHT_REPORT ?? "test-results/report.json" }],
  ],
  use: {
    trace: "retain-on-failure",
    launchOptions: {
      ...(process.env.RETENT_CHROMIUM && { executablePath: process.env.RETENT_CHROMIUM }),
      args: chromiumFlags,
    },
  },
});
