// Everything that has to hold: types, lint, unit tests, component tests and whole journeys in a browser, sizes.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowsers } from "@retent/test-support/find-browsers";
import { buildAll, fromRoot, runToEnd } from "@retent/test-support/tools";
import { startWebKitDriver } from "@retent/test-support/webkit-driver";
import {
  printChaos,
  printDeclarationChaos,
  printStripeChaos,
} from "../packages/server/test/chaos/print-chaos.mjs";
import { readComponents, readPlaywright, readReport, readVitest } from "./test-reports.mjs";

const reports = mkdtempSync(join(tmpdir(), "retent-test-"));
const total = { passed: 0, failed: 0 };
/** What failed, by the suite that it belongs to. */
const failures = [];

/** What the test runners are told of the browsers. */
const browserEnv = {};
const canGoOn =
  (await check("Build", async () => {
    await buildAll();
    return true;
  })) &&
  (await check("Browsers", async () => {
    const { chromium, firefox, webkit } = await findBrowsers();
    Object.assign(browserEnv, { RETENT_CHROMIUM: chromium, RETENT_FIREFOX: firefox, RETENT_WEBKIT: webkit });
    console.log(["Chromium", firefox && "Firefox", webkit && "WebKitGTK"].filter(Boolean).join(", "));
    return true;
  }));
if (canGoOn) await runAll();

rmSync(reports, { recursive: true });
if (failures.length > 0) console.log(`\nFailed:\n${failures.join("\n")}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

async function runAll() {
  await check("Types", () => succeeds("tsc", ["--build", "tsconfig.test.json"]));
  await check("Lint", () => succeeds("biome", ["check", "--error-on-warnings"]));
  await check("Size", () => succeeds("pnpm", ["--recursive", "--loglevel=error", "run", "size"]));
  await suite("Unit tests", "vitest.json", readVitest, (report) =>
    runToEnd("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]),
  );
  const seed = Math.floor(Math.random() * 2 ** 31);
  await check("Chaos, in short", () => printChaos({ flows: 60, kills: 6, seed, withPostgres: true }));
  await check("Chaos at Stripe, in short", () =>
    printStripeChaos({ flows: 30, kills: 3, seed, withPostgres: true }),
  );
  await check("Chaos of declarations, in short", () =>
    printDeclarationChaos({ flows: 30, kills: 3, seed, withPostgres: true }),
  );
  await suite("Component tests", "components.json", readComponents, (report) =>
    withWebKitDriver((driverEnv) =>
      runToEnd("pnpm", ["exec", "web-test-runner"], {
        cwd: fromRoot("packages/cancel-button"),
        env: { ...process.env, ...browserEnv, ...driverEnv, RETENT_WTR_REPORT: report },
      }),
    ),
  );
  await suite("Journeys in every browser", "browsers.json", readVitest, (report) =>
    runToEnd(
      "vitest",
      [
        ...["run", "--config", "vitest.journeys.config.ts"],
        ...["--reporter=verbose", "--reporter=json", `--outputFile.json=${report}`],
      ],
      { env: { ...process.env, ...browserEnv } },
    ),
  );
  await suite("Journeys", "journeys.json", readPlaywright, (report) =>
    runToEnd("playwright", ["test"], {
      env: { ...process.env, ...browserEnv, RETENT_PLAYWRIGHT_REPORT: report },
    }),
  );
}

/** Has the driver of WebKitGTK run meanwhile, where that is one of the browsers. */
async function withWebKitDriver(run) {
  if (!browserEnv.RETENT_WEBKIT) return run({});
  const driver = await startWebKitDriver();
  try {
    return await run({ RETENT_WEBKIT_DRIVER_PORT: String(driver.port) });
  } finally {
    driver.stop();
  }
}

/** One check that holds or does not. */
async function check(name, holds) {
  announce(name);
  const isGood = await holds().catch((error) => {
    console.error(error.message);
    return false;
  });
  total[isGood ? "passed" : "failed"] += 1;
  if (!isGood) failures.push(`- ${name}`);
  return isGood;
}

/** A runner with a report of its own. A test that was skipped, or a runner that ended badly, counts as failed. */
async function suite(name, file, read, run) {
  announce(name);
  const report = join(reports, file);
  const status = await run(report);
  const { passed, failed } = readReport(report, read);
  if (failed.length === 0 && (status !== 0 || passed === 0))
    failed.push(`the runner ended with status ${status}`);
  total.passed += passed;
  total.failed += failed.length;
  failures.push(...failed.map((title) => `- ${name}: ${title}`));
}

async function succeeds(command, args) {
  return (await runToEnd(command, args)) === 0;
}

function announce(name) {
  console.log(`\n── ${name}`);
}
