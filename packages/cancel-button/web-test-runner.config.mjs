import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import chromiumFlags from "@retent/test-support/chromium-flags.json" with { type: "json" };
import { esbuildPlugin } from "@web/dev-server-esbuild";
import { defaultReporter } from "@web/test-runner";
import { playwrightLauncher } from "@web/test-runner-playwright";
import { puppeteerLauncher } from "@web/test-runner-puppeteer";
import { webdriverLauncher } from "@web/test-runner-webdriver";

/**
 * Prints how many tests passed and which failed, and writes both to a file for the script that sums several
 * runners.
 */
function countReporter(path) {
  return {
    onTestRunFinished({ sessions }) {
      const tests = sessions.flatMap(listTests);
      const passed = tests.filter((test) => test.passed).length;
      const failed = tests
        .filter((test) => !test.passed)
        .map(({ title, error }) => ({ title, message: error?.message }));
      console.log(`${passed} passed, ${failed.length} failed`);
      if (path) writeFileSync(path, JSON.stringify({ passed, failed }));
    },
  };
}

/**
 * The tests of one file in one browser. A file that did not load, or failed outside of its tests, counts as a
 * failed test.
 */
function listTests({ browser, testFile, testResults, passed, errors }) {
  const file = `${browser.name}, ${relative(".", testFile)}`;
  const failures = errors.map((error) => ({ title: file, passed: false, error }));
  if (testResults) return [...allTests(testResults, file), ...failures];
  return passed || failures.length > 0 ? failures : [{ title: file, passed }];
}

function allTests({ tests, suites }, path) {
  const named = tests.map((test) => ({ ...test, title: `${path} › ${test.name}` }));
  return [...named, ...suites.flatMap((suite) => allTests(suite, `${path} › ${suite.name}`))];
}

// Chromium, and the other browsers that the environment names.
const { RETENT_CHROMIUM, RETENT_FIREFOX, RETENT_WEBKIT, RETENT_WEBKIT_DRIVER_PORT } = process.env;

const browsers = [
  playwrightLauncher({
    product: "chromium",
    launchOptions: { executablePath: RETENT_CHROMIUM, args: chromiumFlags },
  }),
];
if (RETENT_FIREFOX) {
  browsers.push(
    puppeteerLauncher({
      launchOptions: { browser: "firefox", executablePath: RETENT_FIREFOX, headless: true },
      concurrency: 1,
    }),
  );
}
if (RETENT_WEBKIT) {
  browsers.push(
    webdriverLauncher({
      hostname: "127.0.0.1",
      port: Number(RETENT_WEBKIT_DRIVER_PORT),
      path: "/",
      logLevel: "error",
      capabilities: {
        "wdio:enforceWebDriverClassic": true,
        "webkitgtk:browserOptions": { binary: RETENT_WEBKIT, args: ["--automation"] },
      },
    }),
  );
}

export default {
  files: "test/**/*.browser.test.ts",
  nodeResolve: { exportConditions: ["production"] },
  plugins: [esbuildPlugin({ ts: true, target: "es2022" })],
  reporters: [defaultReporter({ reportTestProgress: false }), countReporter(process.env.RETENT_WTR_REPORT)],
  browsers,
  // Generous limits, for a machine that also does other work.
  browserStartTimeout: 120_000,
  testFramework: { config: { timeout: 30_000 } },
};
