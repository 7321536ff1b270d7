// Starts the emulator and the example with the account page, until Ctrl-C.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { relative } from "node:path";
import { buildAll } from "../build-all.mjs";
import { dataFolder, emulatorCommand, emulatorPort } from "../emulator-command.mjs";
import { fromRoot } from "../tools.mjs";

const port = Number(process.env.PORT ?? 3000);

if (!(await checkPort("PORT", port)) || !(await checkPort("EMULATOR_PORT", emulatorPort))) process.exit(1);

console.log("Building …");
await buildAll();
const { emulatorDefaults } = await import(fromRoot("packages/emulator/dist/index.js"));

let isStopping = false;
const emulator = startProcess(emulatorCommand(), {});
await firstLine(emulator);
const example = startProcess([fromRoot("examples/express-account/dist/main.js")], {
  PORT: String(port),
  EMULATOR_PORT: String(emulatorPort),
  RETENTBASE_API_KEY: emulatorDefaults.apiKey,
  RETENTBASE_SIGNING_SECRET: emulatorDefaults.signingSecret,
  RETENTBASE_WORKSPACE_KEY: emulatorDefaults.workspaceKey,
  DATABASE_FILE: `${dataFolder}/retent.db`,
});
await firstLine(example);

console.log(`
  Account page   http://localhost:${port}   click “Cancel subscription”
  Inspector      http://localhost:${emulatorPort}   what RetentBase saw, and faults to try
  Stop           Ctrl-C   (the database is ${relative(process.cwd(), dataFolder)}/retent.db)
`);
example.stdout.pipe(process.stdout);

emulator.on("exit", () => {
  if (!isStopping)
    console.log("The emulator has stopped. “npm run emulator” in another terminal brings it back.");
});
example.on("exit", (code) => {
  if (isStopping) return;
  console.error("The example has stopped.");
  stop(code ?? 1);
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(0));

function startProcess(args, env) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.on("exit", (code) => {
    // Whatever was wrong with its settings, the process has said so itself.
    if (!isReady(child)) process.exit(code || 1);
  });
  return child;
}

function isReady(child) {
  return child.isReady === true;
}

function firstLine(child) {
  return new Promise((resolve) => {
    child.stdout.once("data", () => {
      child.isReady = true;
      resolve();
    });
  });
}

async function stop(code) {
  if (isStopping) return;
  isStopping = true;
  const children = [emulator, example].filter(
    (child) => child.exitCode === null && child.signalCode === null,
  );
  const ends = children.map((child) => new Promise((resolve) => child.once("exit", resolve)));
  for (const child of children) child.kill("SIGTERM");
  await Promise.all(ends);
  process.exit(code);
}

async function checkPort(variable, number) {
  const isFree = await new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(number, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
  if (!isFree)
    console.error(`Port ${number} is taken. Choose another one: ${variable}=${number + 1} npm start`);
  return isFree;
}
