import { defineConfig } from "vitest/config";

const serverTest = "packages/server/test";

/** The tests of the server that go through its HTTP interface or its store: one suite for every way to run it. */
const everywhere = [
  `${serverTest}/*.test.ts`,
  `${serverTest}/cancellation/*.test.ts`,
  `${serverTest}/http/**/*.test.ts`,
  `${serverTest}/outbox/*.test.ts`,
  `${serverTest}/stripe/*.test.ts`,
  `${serverTest}/stripe/stories/*.test.ts`,
];

/** How requests come in, and where the work is kept. */
const combinations = [
  ["in process", "SQLite"],
  ["in process", "PostgreSQL"],
  ["over node:http", "SQLite"],
  ["over node:http", "PostgreSQL"],
  ["under Express", "SQLite"],
  ["under Express", "PostgreSQL"],
] as const;

/** Limits end what hangs. They never measure: a machine that does other work as well takes seconds for what is done in none. */
const patience = { testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "units",
          ...patience,
          include: ["packages/*/test/**/*.test.ts", "examples/*/test/**/*.test.ts", "docs/test/*.test.mjs"],
          // Component tests need a browser and run under their own runner.
          exclude: ["**/node_modules/**", "packages/cancel-button/test/**/*.browser.test.ts", ...everywhere],
        },
      },
      ...combinations.map(([transport, database]) => ({
        test: {
          name: `${transport}, ${database}`,
          ...patience,
          include: everywhere,
          provide: { transport, database },
          // The tests share nothing but modules, which take longer to load than most tests do.
          isolate: false,
          globalSetup: database === "PostgreSQL" ? [`${serverTest}/postgres.setup.ts`] : [],
        },
      })),
    ],
  },
});
