import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const command = fileURLToPath(new URL("../dist/main.js", import.meta.url));

/** Runs the command as if Node.js had another version. */
function runUnder(version: string) {
  const pretend = `Object.defineProperty(process.versions, "node", { value: "${version}" })`;
  return spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(pretend)}`, command, "--help"],
    { encoding: "utf8" },
  );
}

it.each(["18.20.8", "20.20.2", "22.12.0"])("says which Node.js it needs, under %s", (version) => {
  const { status, stdout, stderr } = runUnder(version);

  expect(stderr).toBe(`retent needs Node.js 22.13 or newer. This is ${version}.\n`);
  expect(stdout).toBe("");
  expect(status).toBe(1);
});

it.each(["22.13.0", "24.1.0"])("runs under %s", (version) => {
  expect(runUnder(version)).toMatchObject({ status: 0, stderr: "" });
});
