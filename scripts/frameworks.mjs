// Takes a customer through a cancellation on each framework: `npm run frameworks`, or `npm run frameworks -- express nuxt`.
// Each project of examples/frameworks is copied, gets the packed packages, is built and started, and is removed afterwards.
// What `retent init` writes for it in TypeScript is compiled, too.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { findFreePort } from "@retent/test-support/ports";
import { fromRoot, runTool } from "@retent/test-support/tools";
import { cancelOn } from "./frameworks/cancel-on.mjs";
import { compileTyped } from "./frameworks/compile-typed.mjs";
import { denoServe, denoSettings, startAt } from "./frameworks/serve-on-deno.mjs";

const { createEmulator } = await import(pathToFileURL(fromRoot("packages/emulator/dist/index.js")).href);
const all = readdirSync(fromRoot("examples/frameworks")).filter((name) => name !== "site");
const names = process.argv.length > 2 ? process.argv.slice(2) : all;
/** Sites below a path of their own, or whose sign-in is not at `/sign-in`. */
const sites = { nextjs: { path: "/shop" }, "nextjs-pages": { signIn: "/api/sign-in" } };
/** Where the default answers to `retent init` don't fit. */
const initFlags = { nextjs: ["--public-url", "http://localhost:3000/shop"] };
const sessions = { SESSION_SECRET: "only-for-the-sessions-of-this-trial" };
const startTimeoutMs = 60_000;

const folder = mkdtempSync(join(tmpdir(), "retent-frameworks-"));
const counts = { passed: 0, failed: 0 };
try {
  const tarballs = await pack();
  cpSync(fromRoot("examples/frameworks/site"), join(folder, "site"), { recursive: true });
  for (const name of names) {
    const { isGood, says } = await tryFramework(name, tarballs);
    counts[isGood ? "passed" : "failed"] += 1;
    console.log(`${name.padEnd(16)} ${isGood ? "passed" : "FAILED"}  ${says}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);

/** The two packages that a site needs, as they would be published. */
async function pack() {
  for (const name of ["retentbase", "server"]) {
    const stdio = ["ignore", "ignore", "inherit"];
    await runTool("pnpm", ["--silent", "pack", "--pack-destination", folder], {
      cwd: fromRoot(`packages/${name}`),
      stdio,
    });
  }
  return globSync("*.tgz", { cwd: folder }).map((file) => join(folder, file));
}

async function tryFramework(name, tarballs) {
  const project = join(folder, name);
  const emulator = await createEmulator({ port: 0 });
  const log = [];
  try {
    if (!all.includes(name)) throw new Error(`there is no examples/frameworks/${name}`);
    cpSync(fromRoot(`examples/frameworks/${name}`), project, { recursive: true });
    const flags = ["--install-links", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
    await run(["npm", "install", ...flags, ...tarballs], { cwd: project, log });
    await run(["npm", "run", "build", "--if-present"], { cwd: project, log });
    const { path = "", signIn = "/sign-in" } = sites[name] ?? {};
    /** Runs a server for as long as something is tried with it. */
    const tryServer = async (command, env, trial) => {
      const port = String(await findFreePort());
      const { origin } = new URL(`http://127.0.0.1:${port}`);
      const place = { PORT: port, HOST: "127.0.0.1", ORIGIN: origin };
      const all = { ...place, ...settings(emulator, origin + path), ...env };
      const site = start(command, { cwd: project, log, env: all });
      try {
        await responds(origin + path, site);
        await trial(origin + path);
      } finally {
        await stop(site);
      }
    };
    await tryServer(["npm", "start"], sessions, (siteUrl) => cancelOn(siteUrl, { signIn, emulator }));
    if (name === "deno") await tryServer(denoServe, denoSettings, (url) => startAt(url, emulator));
    const runThere = async (command) => {
      const printed = [];
      await run(command, { cwd: project, log: printed }).finally(() => log.push(...printed));
      return printed.join("");
    };
    await compileTyped(name, project, { flags: initFlags[name] ?? [], run: runThere });
    const lines = countGlue(fromRoot(`examples/frameworks/${name}`));
    return { isGood: true, says: `${lines} lines of glue` };
  } catch (error) {
    return { isGood: false, says: [toLine(error), ...log.join("").split("\n").slice(-30)].join("\n  ") };
  } finally {
    await emulator.close();
    rmSync(project, { recursive: true, force: true });
  }
}

function toLine({ message, cause }) {
  return cause === undefined ? message : `${message}: ${cause.message}`;
}

/** What `.env.example` of a project asks for, for this emulator. */
function settings(emulator, siteUrl) {
  return {
    RETENT_PUBLIC_URL: siteUrl,
    RETENTBASE_API_KEY: emulator.apiKey,
    RETENTBASE_SIGNING_SECRET: emulator.signingSecret,
    RETENTBASE_WORKSPACE_KEY: emulator.workspaceKey,
    RETENTBASE_API_URL: emulator.url,
    RETENTBASE_CANCEL_URL: emulator.url,
    RETENT_DATABASE_URL: "sqlite:retent.db",
  };
}

/** Starts a command in a process group of its own, since npm starts others. */
function start([command, ...args], { cwd, log, env = {} }) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, CI: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => log.push(String(chunk)));
  child.on("error", (error) => log.push(error.message));
  return child;
}

async function run(command, options) {
  const [status] = await once(start(command, options), "close");
  if (status !== 0) throw new Error(`"${command.slice(0, 3).join(" ")}" ended with status ${status}`);
}

async function responds(url, site) {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline && site.exitCode === null) {
    if (await fetch(url).catch(() => undefined)) return;
    await wait(100);
  }
  throw new Error(`nothing responds at ${url}`);
}

async function stop(site) {
  if (site.exitCode !== null || site.signalCode !== null) return;
  const exited = once(site, "exit");
  process.kill(-site.pid, "SIGKILL");
  await exited;
}

/** Non-empty lines that connect Retent: of files that are named after it all, of others those that name it. */
function countGlue(site) {
  const sources = globSync("**/*.{js,jsx,mjs,ts,tsx,svelte,vue,astro}", { cwd: site });
  return sources.reduce((sum, path) => {
    const lines = readFileSync(join(site, path), "utf8").split("\n");
    const marker = path.includes("retent") ? /\S/ : /retent/i;
    return sum + lines.filter((line) => marker.test(line)).length;
  }, 0);
}
