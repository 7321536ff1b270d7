import { defineConfig } from "vitest/config";

const { RETENT_CHROMIUM, RETENT_FIREFOX, RETENT_WEBKIT } = process.env;
const named = { chromium: RETENT_CHROMIUM, firefox: RETENT_FIREFOX, webkit: RETENT_WEBKIT };

/** The same journeys in every browser that the environment names, one file each. */
export default defineConfig({
  test: {
    include: Object.entries(named).flatMap(([name, path]) =>
      path ? [`examples/*/test/browsers/${name}.journeys.ts`] : [],
    ),
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
