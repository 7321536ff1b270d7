import { runToEnd } from "@retent/test-support/tools";
import { checkApiReference } from "./api-reference/check-api-reference.mjs";
import { checkConsumer } from "./consumer.mjs";
import { checkFirstHour } from "./first-hour.mjs";
import { packageFolders } from "./package-folders.mjs";
import { checkPublicNames } from "./public-names.mjs";
import { checkRuntimes } from "./runtimes.mjs";

/** Runs every check, each for every package that it is about, and answers how many hold. */
export async function checkPackages({ writes }) {
  const checks = [
    ["Nothing unused", () => succeeds("knip", [])],
    ...packageFolders.flatMap((folder) => [
      [`Manifest of ${folder}`, () => succeeds("publint", ["--strict", folder])],
      [`Types of ${folder}`, () => succeeds("attw", attwArgs(folder))],
    ]),
    ["Public names", () => checkPublicNames({ writes })],
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
  return counts;
}

/** Modules alone are published, so what CommonJS makes of them is not asked. */
function attwArgs(folder) {
  return ["--pack", folder, "--profile", "esm-only", "--format", "ascii", "--quiet"];
}

async function succeeds(command, args) {
  return (await runToEnd(command, args)) === 0;
}
