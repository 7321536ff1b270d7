import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { createEmulator } from "@retent/emulator";
import { expect, onTestFinished, test } from "vitest";
import { fromRoot } from "../../tools.mjs";
import { blocksIn, inlineCode } from "./documents.mjs";

const { parseCommand } = await import(pathToFileURL(fromRoot("packages/cli/dist/command-line.js")).href);
const emulator = fromRoot("packages/emulator/dist/cli.js");
const packages = globSync("packages/*/package.json", { cwd: fromRoot(".") }).map(
  (path) => JSON.parse(readFileSync(fromRoot(path), "utf8")).name,
);
const { scripts } = JSON.parse(readFileSync(fromRoot("package.json"), "utf8"));

/** What can't be run here, and where it is run instead. */
const runElsewhere = {
  "npm init": "the check that goes from an empty folder to an outcome",
  "node --env-file=.env.example server.mjs": "the check that goes from an empty folder to an outcome",
  "docker run": "nothing: there is no Docker where the tests run; the Dockerfile's own test lints it",
};

/** Variables that are set for a command, or on a line of their own. */
const assignments = /^\s*(export\s+)?([A-Z_\d]+=("[^"]*"|\S*)\s*)+/;

/** The lines of shell blocks, and whole commands that stand in a sentence or a table. */
const commands = [
  ...blocksIn("sh"),
  ...inlineCode.filter(({ code }) => /^(npm (run|start|test|install)|npx|docker|curl)\b/.test(code)),
].flatMap(({ place, code }) =>
  code
    .replaceAll("\\\n", " ")
    .split(/\n|\s&&\s/)
    .map((line) =>
      line
        .replace(/(^|\s+)#.*$/, "")
        .replace(assignments, "")
        .trim(),
    )
    .filter((line) => line !== "")
    .map((command) => [place, command]),
);

const isElsewhere = ([, command]) => Object.keys(runElsewhere).some((start) => command.startsWith(start));

test.each(commands.filter((found) => !isElsewhere(found)))("%s: %s", async (_, command) => {
  const words = command.split(/\s+/);
  const [program, what = ""] = words;
  if (command.startsWith("npm install ")) {
    // That they install is seen by the check that packs them.
    const ours = words.filter((word) => /^(@retent\/|retent$)/.test(word));
    expect(packages).toEqual(expect.arrayContaining(ours));
  } else if (program === "npm") {
    expect(Object.keys(scripts)).toContain(what === "run" ? words[2] : what);
  } else if (command.startsWith("npx retent ")) {
    expect(() => parseCommand(words.slice(2))).not.toThrow();
  } else if (/^npx retent-emulator\b/.test(command)) {
    // With --help it reads its flags and does not start.
    execFileSync(process.execPath, [emulator, ...words.slice(2), "--help"]);
  } else if (command.startsWith("docker build ")) {
    expect(existsSync(fromRoot(words[words.indexOf("--file") + 1]))).toBe(true);
  } else if (program === "curl") {
    expect((await runCurl(command)).ok).toBe(true);
  } else {
    throw new Error("no test runs this command: have one do so, or say where it is run");
  }
});

test("what is run elsewhere is still in the documents", () => {
  const unused = Object.keys(runElsewhere).filter(
    (start) => !commands.some(([, command]) => command.startsWith(start)),
  );
  expect(unused).toEqual([]);
});

/** Sends to an emulator of this test what the line would send to the default one. */
async function runCurl(command) {
  const emulator = await createEmulator({ port: 0 });
  onTestFinished(() => emulator.close());
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
  const after = (flag) => (words.includes(flag) ? words[words.indexOf(flag) + 1] : undefined);
  const url = words.find((word) => word.startsWith("http"));
  const body = after("-d");
  const [name, value] = after("-H")?.split(": ") ?? [];
  return fetch(url.replace("http://127.0.0.1:4010", emulator.url), {
    method: after("-X") ?? (body === undefined ? "GET" : "POST"),
    ...(name && { headers: { [name]: value } }),
    ...(body !== undefined && { body }),
  });
}
