// What a package owes to those who install it: manifests and types that resolve, nothing unused, the API reference, and that it works
// once it is packed and installed. With --write, the list of public names, the mistakes, what programs read and the API reference are
// regenerated.
import { packageFolders } from "@retent/test-support/package-folders";
import { runToEnd } from "@retent/test-support/tools";
import { checkApiReference } from "../docs/typedoc/check-api-reference.mjs";
import { checkConsumer } from "../packages/cli/test/packaging/consumer.mjs";
import { checkFirstHour } from "../packages/cli/test/packaging/first-hour.mjs";
import { checkRuntimes } from "../packages/cli/test/packaging/runtimes.mjs";

const writes = process.argv.includes("--write");
const checks = [
  ["Nothing unused", () => succeeds("knip", [])],
  ...packageFolders.flatMap((folder) => [
    [`Manifest of ${folder}`, () => succeeds("publint", ["--strict", folder])],
    [`Types of ${folder}`, () => succeeds("attw", attwArgs(folder))],
  ]),
  ["Public names", () => holdsOrWrites("public-names")],
  ["Mistakes, and where they are said", () => holdsOrWrites("mistakes")],
  ["Documents for programs", () => holdsOrWrites("llms")],
  ["Plain words", () => succeeds("vitest", ["run", "docs/test/words.test.mjs"])],
  ["API reference", () => checkApiReference({ writes })],
  ["Packed and installed", checkConsumer],
  ["From an empty folder to an outcome", checkFirstHour],
  ["On the oldest and the newest Node.js", checkRuntimes],
];
const counts = { passed: 0, failed: 0 };
for (const [name, holds] of checks) {
  console.log(`\n── ${name}`);
  const isGood = await holds().catch((error) => {
    console.error(error.message);
    return false;
  });
  counts[isGood ? "passed" : "failed"] += 1;
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);

/** Modules alone are published, so what CommonJS makes of them is not asked. */
function attwArgs(folder) {
  return ["--pack", folder, "--profile", "esm-only", "--format", "ascii", "--quiet"];
}

/** Holds a file against what a test finds, or has the test write it. */
function holdsOrWrites(test) {
  return succeeds("vitest", ["run", `docs/test/${test}.test.mjs`, ...(writes ? ["--update"] : [])]);
}

async function succeeds(command, args) {
  return (await runToEnd(command, args)) === 0;
}
