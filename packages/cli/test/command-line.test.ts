import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { variableNames } from "../src/environment/variables.ts";
import { startChild } from "./child-server.ts";
import { runToEnd } from "./test-host.ts";

test("--help names every command", async () => {
  const { code, stdout, stderr } = await runToEnd(["--help"]);
  for (const command of [
    "init",
    "serve",
    "doctor",
    "snippet",
    "outbox list",
    "outbox retry",
    "outbox set-aside",
  ]) {
    expect(stdout).toContain(command);
  }
  expect([code, stderr]).toEqual([0, ""]);
});

test("serve --help names every variable, its default and whether it is secret", async () => {
  const { code, stdout, stderr } = await runToEnd(["serve", "--help"]);
  for (const name of variableNames) expect(stdout).toMatch(new RegExp(`^  ${name}( |$)`, "m"));
  expect(stdout).toMatch(
    /^ {2}STRIPE_WEBHOOK_SECRET \(secret, comma-separated\)\n.*\n {6}If unset: required by/m,
  );
  expect(stdout).toMatch(/^ {2}PORT\n.*\n {6}If unset: `8787`$/m);
  expect([code, stderr]).toEqual([0, ""]);
});

test("--version", async () => {
  expect(await runToEnd(["--version"])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
});

const mistakes: [string[], string][] = [
  [[], "name a command"],
  [["sevre"], 'unknown command "sevre"'],
  [["constructor"], 'unknown command "constructor"'],
  [["two\nlines"], 'unknown command "two\\nlines"'],
  [["serve", "--prot", "1"], 'unknown flag "--prot"'],
  [["serve", "now"], 'serve does not take "now"'],
  [["doctor", "--dead"], "--dead only works with outbox list"],
  [["outbox", "retry", "--set-aside"], "--set-aside only works with outbox list"],
  [["outbox", "list", "--dead", "--set-aside"], "use --dead or --set-aside, not both"],
  [["serve", "--limit", "1"], "--limit only works with outbox list"],
  [["serve", "--yes"], "--yes only works with init"],
  [["outbox"], "expected: outbox list, outbox retry or outbox set-aside"],
  [["outbox", "set-aside"], "outbox set-aside: name an event id"],
  [["outbox", "list", "all"], 'outbox list does not take "all"'],
  [["outbox", "list", "--limit", "none"], "--limit: must be an integer above 0"],
  [["outbox", "list", "--limit"], "the flags can't be read"],
];

test.each(mistakes)("%j is refused in one line", async (args, text) => {
  const { code, stdout, stderr } = await runToEnd(args);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(`retent: ${text}`);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});

test("the built command does the same", async () => {
  const child = startChild(["nothing"], {});
  expect(await child.exited).toBe(1);
  expect(child.output()).toContain('retent: unknown command "nothing"; see retent --help\n');
});
