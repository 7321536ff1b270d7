import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { findFreePort } from "@retent/test-support/ports";
import { Copy, DockerfileParser, type Instruction, type JSONInstruction } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { afterAll, expect, test } from "vitest";
import { secretNames, variableNames } from "../src/environment/variables.ts";
import type { Environment } from "../src/environment.ts";
import { startChild, startProgram } from "./child-server.ts";
import { goodEnvironment } from "./test-host.ts";

const run = promisify(execFile);
const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const text = readFileSync(fromRoot("packages/cli/Dockerfile"), "utf8");
const dockerfile = DockerfileParser.parse(text);
const images = dockerfile.getFROMs();
const instructions = dockerfile.getInstructions();
const getKeyword = (instruction: Instruction) => instruction.getKeyword();

/** The instructions of the stage that becomes the image. */
const lastStage = instructions.slice(instructions.map(getKeyword).lastIndexOf("FROM"));

/** The parts of an instruction in exec form; undefined if a shell would run it. */
function execForm(instruction: JSONInstruction | undefined): string[] | undefined {
  const parts = instruction?.getJSONStrings().map((part) => part.getJSONValue());
  return parts && parts.length > 0 ? parts : undefined;
}

/**
 * The words behind `pnpm` in the command that puts the app and its packages into a folder of their own,
 * without that folder.
 */
const deployArguments = / pnpm (.* deploy .*) \/app$/m.exec(text)?.[1]?.split(" ") ?? [];

const app = mkdtempSync(join(tmpdir(), "retent-image-"));

afterAll(() => rmSync(app, { recursive: true }));

test("the linter finds no fault in the Dockerfile", () => {
  expect(validate(text).map(({ message }) => message)).toEqual([]);
});

test("the image holds the build output, not the build tools", () => {
  expect(images.map((image) => image.getBuildStage())).toEqual(["build", null]);
  const copies = lastStage.filter((instruction) => instruction instanceof Copy);
  expect(copies.map((copy) => copy.getFlags().map(String))).toEqual([["--from=build"]]);
});

test("every stage uses the pinned version of Node.js", () => {
  const pinned = /^nodeVersion: (\d+)/m.exec(readFileSync(fromRoot("pnpm-workspace.yaml"), "utf8"))?.[1];
  for (const image of images) expect(image.getImage()).toMatch(new RegExp(`^node:${pinned}[.\\d]*-slim$`));
});

test("the command that pins the base image names the one of the Dockerfile", () => {
  const hosting = readFileSync(fromRoot("docs/hosting.md"), "utf8");
  const [, replaced, by] = /--build-context (\S+)=docker-image:\/\/(\S+)@sha256:/.exec(hosting) ?? [];
  for (const image of images) expect([replaced, by]).toEqual([image.getImage(), image.getImage()]);
});

test("the image does not run as root", () => {
  const keywords = lastStage.map(getKeyword);
  const user = keywords.lastIndexOf("USER");
  expect(lastStage[user]?.getArgumentsContent()).toBe("node");
  expect(keywords.lastIndexOf("RUN")).toBeLessThan(user);
});

test("it is started without a shell, so that signals arrive", () => {
  expect(dockerfile.getCMDs().map(execForm)).toEqual([["node", "dist/main.js", "serve"]]);
});

test("no layer holds a secret, and every variable that is set is known", () => {
  const names = dockerfile
    .getENVs()
    .flatMap((env) => env.getProperties().map((property) => property.getName()));
  expect(dockerfile.getARGs()).toEqual([]);
  for (const name of names.filter((each) => each !== "NODE_ENV")) expect(variableNames).toContain(name);
  for (const name of secretNames) expect(text).not.toContain(name);
});

test("the files that are copied and run from the repository exist", () => {
  const sources = dockerfile
    .getCOPYs()
    .filter((copy) => copy.getFlags().length === 0)
    .flatMap((copy) => copy.getArguments().slice(0, -1).map(String));
  expect(sources).toEqual(["."]);
  const scripts = text.match(/\bscripts\/\S+\.mjs\b/g) ?? [];
  expect(scripts).not.toEqual([]);
  for (const script of scripts) expect(existsSync(fromRoot(script))).toBe(true);
});

test("private files of the host stay out of the build", () => {
  const ignored = readFileSync(fromRoot("packages/cli/Dockerfile.dockerignore"), "utf8").split("\n");
  expect(ignored).toEqual(
    expect.arrayContaining([
      ".git",
      "**/node_modules",
      "**/.env*",
      "**/*.env",
      "**/*.db*",
      "**/data",
      "**/dist",
    ]),
  );
});

test("the deployed app runs on its own, passes its health check and stops at SIGTERM", {
  timeout: 120_000,
}, async () => {
  await run("pnpm", [...deployArguments, app], { cwd: fromRoot(""), shell: process.platform === "win32" });
  const [, main = "", ...args] = execForm(dockerfile.getCMDs()[0]) ?? [];
  const help = await run(process.execPath, [main, "--help"], { cwd: app, env: {} });
  expect(help.stdout).toContain("Usage: retent");

  const port = String(await findFreePort());
  const env = { ...goodEnvironment, RETENT_DATABASE_URL: `sqlite:${join(app, "retent.db")}`, PORT: port };
  const child = startChild(args, env, join(app, main));
  await child.printed('"listening"');
  const isHealthy = () => checkHealth(port);
  expect(await isHealthy()).toBe(true);
  child.process.kill("SIGTERM");
  expect(await child.exited).toBe(0);
  expect(await isHealthy()).toBe(false);
});

const unshare = ["--mount", ...(process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"])];
const makeReadOnly = "mount -o remount,bind,ro /";

if (spawnSync("unshare", [...unshare, "sh", "-c", makeReadOnly]).status === 0) {
  /** Starts the deployed app where nothing can be written but `writable`. */
  const startReadOnly = (writable: string | undefined, env: Environment) => {
    const keep = writable && `mount --bind "${writable}" "${writable}" && `;
    const script = `${keep ?? ""}${makeReadOnly} && exec "$0" dist/main.js serve`;
    const args = [...unshare, "--wd", app, "sh", "-c", script, process.execPath];
    return startProgram("unshare", args, { PATH: process.env.PATH, ...env });
  };
  const data = join(app, "data");
  const env = { ...goodEnvironment, RETENT_DATABASE_URL: `sqlite:${join(data, "retent.db")}` };

  test("it serves with a read-only root, where only the data's folder can be written", async () => {
    mkdirSync(data, { recursive: true });
    const port = String(await findFreePort());
    const child = startReadOnly(data, { ...env, PORT: port });
    await child.printed('"listening"');
    expect(await checkHealth(port)).toBe(true);
    child.process.kill("SIGTERM");
    expect(await child.exited).toBe(0);
  });

  test("it does not start if the data's folder can't be written, and says which one", async () => {
    mkdirSync(data, { recursive: true });
    rmSync(join(data, "retent.db"), { force: true });
    const child = startReadOnly(undefined, { ...env, PORT: String(await findFreePort()) });
    expect(await child.exited).toBe(1);
    expect(child.output()).toContain(`the SQLite file ${join(data, "retent.db")} can't be written`);
    expect(child.output()).toContain("make the file and its folder writable");
  });
} else console.log("No namespace can be made: nothing runs with a read-only root.");

/** Runs the image's own health check. */
async function checkHealth(port: string): Promise<boolean> {
  const [health] = dockerfile.getHEALTHCHECKs();
  const [command, ...args] = JSON.parse(
    /CMD (\[.*\])$/s.exec(health?.getArgumentsContent() ?? "")?.[1] ?? "[]",
  );
  expect(command).toBe("node");
  return run(process.execPath, args, { env: { PORT: port } }).then(
    () => true,
    () => false,
  );
}
