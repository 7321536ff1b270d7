// Starts the emulator and the example with the account page, until Ctrl-C.
import { spawn } from "node:child_process";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { buildAll } from "../build-all.mjs";
import { dataFolder, emulatorCommand, emulatorPort, port } from "../emulator-command.mjs";
import { findPortFault } from "../ports.mjs";
import { fromRoot } from "../tools.mjs";

const fault =
  port === emulatorPort
    ? `PORT and EMULATOR_PORT are both ${port}: choose two different ones.`
    : ((await findPortFault("PORT", port)) ?? (await findPortFault("EMULATOR_PORT", emulatorPort)));
if (fault) {
  console.error(fault);
  process.exit(1);
}

console.log("Building …");
await buildAll();
const { emulatorDefaults } = await import(pathToFileURL(fromRoot("packages/emulator/dist/index.js")).href);

const children = new Set();
let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(0));

const emulator = await startProcess(emulatorCommand(), {});
const example = await startProcess([fromRoot("examples/express-account/dist/main.js")], {
  PORT: String(port),
  EMULATOR_PORT: String(emulatorPort),
  RETENTBASE_API_KEY: emulatorDefaults.apiKey,
  RETENTBASE_SIGNING_SECRET: emulatorDefaults.signingSecret,
  RETENTBASE_WORKSPACE_KEY: emulatorDefaults.workspaceKey,
  DATABASE_FILE: join(dataFolder, "retent.db"),
});

console.log(`
  Account page   http://localhost:${port}   click “Cancel subscription”
  Inspector      http://localhost:${emulatorPort}   what RetentBase saw, and faults to try
  Stop           Ctrl-C   (the database is ${join(relative(process.cwd(), dataFolder), "retent.db")})
`);
example.stdout.pipe(process.stdout);

emulator.on("exit", () => {
  if (isStopping) return;
  const settings = {
    PORT: process.env.PORT,
    EMULATOR_PORT: process.env.EMULATOR_PORT,
    DATA_FOLDER: process.env.DATA_FOLDER,
  };
  const prefix = Object.entries(settings).flatMap(([name, value]) => (value ? [`${name}=${value} `] : []));
  console.log(
    `The emulator has stopped. In another terminal, “${prefix.join("")}npm run emulator” brings it back.`,
  );
});
example.on("exit", (code) => {
  if (isStopping) return;
  console.error("The example has stopped.");
  stop(code || 1);
});

/** Resolves once the process has printed its first line; where it ends before, it has said why, and so do we. */
function startProcess(args, env) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  return new Promise((resolve) => {
    const stopEarly = (code) => stop(code || 1);
    child.once("exit", stopEarly);
    child.stdout.once("data", () => {
      child.off("exit", stopEarly);
      resolve(child);
    });
  });
}

async function stop(code) {
  if (isStopping) return;
  isStopping = true;
  const ends = [...children].map((child) => new Promise((resolve) => child.once("exit", resolve)));
  for (const child of children) child.kill("SIGTERM");
  await Promise.all(ends);
  process.exit(code);
}
