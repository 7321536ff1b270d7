// What the reports of the test runners say: how many tests passed, and which did not and why. A test that was skipped, or that passed
// only when it was tried again, did not pass.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { fromRoot } from "@retent/test-support/tools";

/** Reads a report by the reader of its runner; one that is missing or broken counts as one failure. */
export function readReport(path, read) {
  try {
    return read(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return { passed: 0, failed: ["no report that could be read"] };
  }
}

export function readVitest({ testResults, numPassedTests }) {
  const failed = testResults.flatMap((file) => {
    const where = relative(fromRoot("."), file.name);
    const tests = file.assertionResults.filter(({ status }) => status !== "passed");
    // A file that did not even load has no tests to name.
    if (tests.length === 0 && file.status === "failed") return [inShort(where, file.message)];
    return tests.map(({ fullName, failureMessages }) =>
      inShort(`${where} › ${fullName}`, failureMessages[0]),
    );
  });
  return { passed: numPassedTests, failed };
}

export function readComponents({ passed, failed }) {
  return { passed, failed: failed.map(({ title, message }) => inShort(title, message)) };
}

export function readPlaywright({ suites, stats }) {
  const failed = allSpecs(suites).flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status !== "expected")
      .map(({ results }) => inShort(`examples/${file} › ${title}`, results.at(-1)?.error?.message)),
  );
  return { passed: stats.expected, failed };
}

function allSpecs(suites = []) {
  return suites.flatMap((suite) => [...suite.specs, ...allSpecs(suite.suites)]);
}

/** A line of its own for each, so that the end of a long log says what happened. */
function inShort(title, message = "") {
  const [reason] = stripVTControlCharacters(message).split("\n");
  return reason ? `${title}: ${reason.slice(0, 200)}` : title;
}
