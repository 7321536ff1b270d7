import { execFile, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { createEmulator } from "@retent/emulator";
import { findFreePort } from "@retent/test-support/ports";
import { fromRoot } from "@retent/test-support/tools";
import { expect, onTestFinished, test } from "vitest";
import { blocksIn, inlineCode } from "./documents.mjs";
import { variablesIn } from "./variables-in.mjs";

const { parseCommand } = await import(pathToFileURL(fromRoot("packages/cli/src/command-line.ts")).href);
const emulator = fromRoot("packages/emulator/dist/cli.js");
const packages = globSync("packages/*/package.json", { cwd: fromRoot(".") }).map(
  (path) => JSON.parse(readFileSync(fromRoot(path), "utf8")).name,
);
const { scripts } = JSON.parse(readFileSync(fromRoot("package.json"), "utf8"));

const cli = JSON.parse(readFileSync(fromRoot("packages/cli/package.json"), "utf8"));

/** What systemd runs, by the unit. */
const unit = "deploy/retent.service";
const unitCommand = {
  place: unit,
  code: /^ExecStart=(.*)$/m.exec(readFileSync(fromRoot(unit), "utf8"))[1],
};

/** What changes a machine or a cluster, or asks a registry: here only the files that it takes are looked up. */
const onHosts = /^(chmod|cosign|cp|docker buildx|docker compose|fly|gh|kubectl|railway|sudo) /;

/** What can't be run here, and where it is run instead. */
const runElsewhere = {
  "npm init": "the check that goes from an empty folder to an outcome",
  "node --env-file=.env.example server.mjs": "the check that goes from an empty folder to an outcome",
  "docker run": "nothing: there is no Docker where the tests run; the Dockerfile's own test lints it",
};

const wrangler = fromRoot("packages/cloudflare/node_modules/wrangler/bin/wrangler.js");
const runFile = promisify(execFile);

const defaultServer = "http://127.0.0.1:8787";
const healthToken = randomBytes(16).toString("hex");

/** Variables that are set for a command, or on a line of their own. */
const assignments = /^\s*(export\s+)?([A-Z_\d]+=("[^"]*"|\S*)\s*)+/;

/** The lines of shell blocks, and whole commands that stand in a sentence or a table. */
const commands = [
  ...blocksIn("sh"),
  ...inlineCode.filter(({ code }) =>
    /^(npm (run|start|test|install)|pnpm|npx|docker|curl)\b|^retent(-emulator)? ./.test(code),
  ),
  unitCommand,
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
  if (/^npm install( |$)/.test(command)) {
    // That they install is seen by the check that packs them.
    const ours = words.filter((word) => /^(@retent\/|retent$)/.test(word));
    expect(packages).toEqual(expect.arrayContaining(ours));
  } else if (program === "npm") {
    expect(Object.keys(scripts)).toContain(what === "run" ? words[2] : what);
  } else if (program === "pnpm") {
    const [task, tool] = words.slice(what === "--filter" ? 3 : 1);
    const bin = `node_modules/.bin/${task === "exec" ? tool : task}`;
    expect([...Object.keys(scripts), "install"].includes(task) || existsSync(fromRoot(bin))).toBe(true);
  } else if (/^(npx )?retent /.test(command)) {
    expectArguments(command);
  } else if (/^(npx )?retent-emulator\b/.test(command)) {
    // With --help it reads its flags and does not start.
    const flags = command
      .replace(/^(npx )?retent-emulator/, "")
      .split(/\s+/)
      .filter(Boolean);
    execFileSync(process.execPath, [emulator, ...flags, "--help"]);
  } else if (command.startsWith("docker exec ") || /^\S*node\b.*\/retent\//.test(command)) {
    const [, main, rest] = /\bnode (?:--env-file=\S+ )?(?:\S*\/node_modules\/retent\/)?(\S+)(.*)$/.exec(
      command,
    );
    expect(main).toBe(cli.bin.retent);
    expectArguments(`retent${rest}`);
  } else if (command.startsWith("docker build ")) {
    expect(existsSync(fromRoot(words[words.indexOf("--file") + 1]))).toBe(true);
  } else if (program === "npx" && what === "wrangler") {
    // With --help it says how a command is used, and reaches no account.
    const names = words.slice(2).filter((word) => !/[A-Z]/.test(word));
    const { stdout } = await runFile(process.execPath, [wrangler, ...names, "--help"]);
    expect(stdout).toContain(`wrangler ${names.join(" ")}`);
  } else if (onHosts.test(command)) {
    for (const [path] of command.matchAll(/\b(deploy|packages)\/\S+/g)) {
      expect([path, `${path}.example`].some((each) => existsSync(fromRoot(each)))).toBe(true);
    }
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

/** Has the command read its arguments; of a usage with its brackets, all of them together. */
function expectArguments(command) {
  const words = command
    .replaceAll(/[[\]]/g, "")
    .replace(/(--limit) N\b/, "$1 1")
    .split(/\s+/);
  expect(() => parseCommand(words.slice(words.indexOf("retent") + 1))).not.toThrow();
}

/** Sends to an emulator or a server of this test what the line would send to the one on the default port. */
async function runCurl(command) {
  const emulator = await createEmulator({ port: 0 });
  onTestFinished(() => emulator.close());
  const filled = command.replaceAll("$RETENT_HEALTH_TOKEN", healthToken);
  const words = [...filled.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, ...parts]) => parts.find(Boolean));
  const after = (flag) => (words.includes(flag) ? words[words.indexOf(flag) + 1] : undefined);
  const url = words.find((word) => word.startsWith("http"));
  const body = after("-d");
  const [name, value] = after("-H")?.split(": ") ?? [];
  const origin = url.startsWith(defaultServer) ? await startServer(emulator) : emulator.url;
  return fetch(url.replace(/^http:\/\/127\.0\.0\.1:\d+/, origin), {
    method: after("-X") ?? (body === undefined ? "GET" : "POST"),
    ...(name && { headers: { [name]: value } }),
    ...(body !== undefined && { body }),
  });
}

/** Starts the ready-made server with the variables of the emulator's README. */
async function startServer({ url }) {
  const folder = mkdtempSync(join(tmpdir(), "retent-docs-"));
  const port = await findFreePort();
  const [{ code }] = blocksIn("sh").filter(
    ({ path, code }) => path === "packages/emulator/README.md" && code.includes("RETENTBASE_API_KEY="),
  );
  const server = spawn(process.execPath, [fromRoot(`packages/cli/${cli.bin.retent}`), "serve"], {
    cwd: folder,
    env: {
      ...variablesIn(code.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, url)),
      RETENT_IDENTITY_SECRET: randomBytes(32).toString("hex"),
      RETENT_HEALTH_TOKEN: healthToken,
      PORT: String(port),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(server, "close");
  onTestFinished(async () => {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true });
  });
  for await (const line of createInterface(server.stdout)) {
    if (line.includes('"listening"')) return `http://127.0.0.1:${port}`;
  }
  throw new Error("the server ended before it listened");
}
