import { defineConfig } from "@playwright/test";

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
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Nothing outside this machine has a name here.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
      ],
    },
  },
});
