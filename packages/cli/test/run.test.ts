import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
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

test("--version", async () => {
  expect(await runToEnd(["--version"])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
});

const mistakes: [string[], string][] = [
  [[], "name a command"],
  [["sevre"], 'there is no command "sevre"'],
  [["constructor"], 'there is no command "constructor"'],
  [["two\nlines"], 'there is no command "two\\nlines"'],
  [["serve", "--prot", "1"], 'there is no flag "--prot"'],
  [["serve", "now"], 'serve takes no "now"'],
  [["doctor", "--dead"], "--dead is a flag of outbox list"],
  [["outbox", "retry", "--set-aside"], "--set-aside is a flag of outbox list"],
  [["outbox", "list", "--dead", "--set-aside"], "say --dead or --set-aside, not both"],
  [["serve", "--limit", "1"], "--limit is a flag of outbox list"],
  [["serve", "--yes"], "--yes is a flag of init"],
  [["outbox"], "say outbox list, outbox retry or outbox set-aside"],
  [["outbox", "set-aside"], "outbox set-aside: name an event id"],
  [["outbox", "list", "all"], 'outbox list takes no "all"'],
  [["outbox", "list", "--limit", "none"], "--limit: use a whole number"],
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
  expect(child.output()).toContain('retent: there is no command "nothing"; see retent --help\n');
});
