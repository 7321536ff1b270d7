import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { createEmulator } from "@retent/emulator";
import { expect, onTestFinished, test } from "vitest";
import { fromRoot } from "../../tools.mjs";
import { blocksIn } from "./documents.mjs";

const { parseCommand } = await import(pathToFileURL(fromRoot("packages/cli/dist/command-line.js")).href);
const { scripts } = JSON.parse(readFileSync(fromRoot("package.json"), "utf8"));

/** What can't be run here, and where it is run instead. */
const runElsewhere = {
  "npm init": "the check that goes from an empty folder to an outcome",
  "npm install": "the check that installs the packed packages",
  "npx retent-emulator": "the check that goes from an empty folder to an outcome",
  "node --env-file=.env.example server.mjs": "the check that goes from an empty folder to an outcome",
  "docker run": "nothing: there is no Docker where the tests run; the Dockerfile's own test lints it",
};

const commands = blocksIn("sh").flatMap(({ place, code }) =>
  code
    .replaceAll("\\\n", " ")
    .split("\n")
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => line !== "" && !/^(export )?[A-Z_]+=/.test(line))
    .map((command) => [place, command]),
);

const isElsewhere = ([, command]) => Object.keys(runElsewhere).some((start) => command.startsWith(start));

test.each(commands.filter((found) => !isElsewhere(found)))("%s: %s", async (_, command) => {
  const words = command.split(/\s+/);
  const [program, what = ""] = words;
  if (program === "npm") {
    expect(Object.keys(scripts)).toContain(what === "run" ? words[2] : what);
  } else if (command.startsWith("npx retent ")) {
    expect(() => parseCommand(words.slice(2))).not.toThrow();
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
