// Runs a command with the Node.js and pnpm that the project pins, installing what is missing: `node scripts/run.mjs vitest run`.
// This file itself runs under whatever Node.js the machine has, so it uses the standard library only.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const toolchain = join(root, "scripts", "toolchain");
const windows = process.platform === "win32";

const [command, ...args] = process.argv.slice(2);
if (command === undefined) fail("Which command? For example: node scripts/run.mjs vitest run");

// A command that starts another one runs under the pinned Node.js already.
const ownNode = isNewEnough(process.versions.node) && !process.execPath.startsWith(toolchain);
// Those who call pnpm themselves have installed everything by it.
const ownPnpm = ownNode && process.env.npm_config_user_agent?.startsWith("pnpm/");
const bin = join("node_modules", ".bin");
const folders = [...(ownPnpm ? [] : [join(toolchain, bin)]), join(root, bin)];
const env = { ...process.env, PATH: [...folders, process.env.PATH].join(delimiter) };
if (!ownPnpm) installToolchain();
const node = ownNode ? process.execPath : pinnedNode();
if (!ownPnpm) installWorkspace();
runCommand();

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

function installToolchain() {
  const lock = readFileSync(join(toolchain, "package-lock.json"));
  once(join(toolchain, "node_modules"), [lock, ownNode ? "pnpm" : "node and pnpm"], () => {
    console.log(`Installing the toolchain (${ownNode ? "pnpm" : "Node.js 24 and pnpm"}) …`);
    // npm's engine warning is about the machine's Node.js, which does not run pnpm here.
    const flags = ["--no-audit", "--no-fund", "--loglevel=error", ...(ownNode ? ["--omit=optional"] : [])];
    must("npm", ["ci", ...flags], { cwd: toolchain, env: process.env });
  });
}

function pinnedNode() {
  const path = join(toolchain, bin, windows ? "node.cmd" : "node");
  if (existsSync(path)) return path;
  return fail(
    `Node.js 22.13 or newer is needed and this is ${process.versions.node}: install Node.js 24 and run it again.`,
  );
}

function installWorkspace() {
  const manifests = ["packages", "examples"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name, "package.json")),
  );
  const inputs = [join(root, "pnpm-lock.yaml"), join(root, "pnpm-workspace.yaml"), ...manifests];
  const contents = inputs.filter(existsSync).map((file) => readFileSync(file));
  once(join(root, "node_modules"), contents, () => {
    console.log("Installing packages …");
    const pnpm = join(toolchain, "node_modules", "pnpm", "bin", "pnpm.mjs");
    const install = [pnpm, "install", "--frozen-lockfile"];
    // A registry may fail for a moment. The second time says what is wrong.
    if (!succeeds(node, [...install, "--reporter=silent"], { cwd: root, env }))
      must(node, [...install, "--reporter=append-only"], { cwd: root, env });
  });
}

/** Does the work unless a stamp inside `folder` says that it was done for the same inputs. */
function once(folder, inputs, work) {
  const stamp = join(folder, ".stamp");
  const hash = createHash("sha256");
  for (const input of inputs) hash.update(input);
  const wanted = hash.digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  work();
  writeFileSync(stamp, wanted);
}

function succeeds(program, programArgs, options) {
  return spawnSync(program, programArgs, { stdio: "inherit", shell: windows, ...options }).status === 0;
}

function must(program, programArgs, options) {
  const { status, error } = spawnSync(program, programArgs, { stdio: "inherit", shell: windows, ...options });
  if (status !== 0) fail(`"${program} ${programArgs.join(" ")}" failed${error ? `: ${error.message}` : ""}.`);
}

function runCommand() {
  const program = command === "node" ? node : command;
  const child = spawn(program, args, { cwd: root, env, stdio: "inherit", shell: windows });
  // Ctrl-C reaches the whole group in a terminal; a signal sent to this process alone has to be handed on.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => fail(`"${command}" could not be started: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
