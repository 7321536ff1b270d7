// Starts the emulator and the example with the account page, until Ctrl-C; with --stripe the one where Stripe decides, and a local
// Stripe; with --cloudflare a static page, whose server runs in workerd.
import { spawn } from "node:child_process";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { findPortFault, readPort } from "@retent/test-support/ports";
import { buildAll, fromRoot } from "@retent/test-support/tools";
import { dataFolder, emulatorCommand, emulatorPort, port } from "./emulator-command.mjs";

const [flag, ...others] = process.argv.slice(2);
if (![undefined, "--stripe", "--cloudflare"].includes(flag) || others.length > 0) {
  console.error("npm start takes no flag but --stripe or --cloudflare.");
  process.exit(1);
}
const onCloudflare = flag === "--cloudflare";
const ports = {
  PORT: port,
  EMULATOR_PORT: emulatorPort,
  ...(flag === "--stripe" && { STRIPE_PORT: readPort("STRIPE_PORT", 4011) }),
  ...(onCloudflare && {
    SERVER_PORT: readPort("SERVER_PORT", 8787),
    RECEIVER_PORT: readPort("RECEIVER_PORT", 8788),
  }),
};

const fault = await findFault();
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
const stripe = ports.STRIPE_PORT === undefined ? undefined : await startStripe(ports.STRIPE_PORT);
const name = stripe ? "stripe-account" : onCloudflare ? "script-tag" : "express-account";
const emulatorUrl = `http://localhost:${emulatorPort}`;
const example = await startProcess([fromRoot(`examples/${name}/dist/main.js`)], {
  PORT: String(port),
  EMULATOR_PORT: String(emulatorPort),
  RETENTBASE_API_KEY: emulatorDefaults.apiKey,
  RETENTBASE_SIGNING_SECRET: emulatorDefaults.signingSecret,
  RETENTBASE_WORKSPACE_KEY: emulatorDefaults.workspaceKey,
  OPERATOR: "open",
  DATABASE_FILE: join(dataFolder, "retent.db"),
  ...((stripe || onCloudflare) && { RETENTBASE_API_URL: emulatorUrl, RETENTBASE_CANCEL_URL: emulatorUrl }),
  ...(onCloudflare && {
    SERVER_PORT: String(ports.SERVER_PORT),
    RECEIVER_PORT: String(ports.RECEIVER_PORT),
    SERVER_SCRIPT: fromRoot("scripts/serve-worker.mjs"),
    DATA_FOLDER: dataFolder,
  }),
  ...(stripe && {
    STRIPE_API_URL: stripe.url,
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
  }),
});

if (onCloudflare)
  console.log(`
  Members' page  http://127.0.0.1:${port}   click “Cancel membership”; kill workerd at any moment, nothing is lost
  Server         http://localhost:${ports.SERVER_PORT}/api   the Worker, its database and its outbox, in workerd
  Inspector      http://localhost:${emulatorPort}   what RetentBase saw, and faults to try
  Stop           Ctrl-C   (the database is below ${join(relative(process.cwd(), dataFolder), "worker")})
`);
else
  console.log(`
  Account page   http://localhost:${port}   click “Cancel ${stripe ? "Storage”, which a schedule manages, then “Manage billing”, where time passes" : "subscription”"}
  Operator       http://localhost:${port}/api/retent/admin   every cancellation, what failed, and figures
  Setup          http://localhost:${port}/api/retent/admin/setup   checks, tokens, and what to paste into a page
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

async function findFault() {
  const named = Object.entries(ports);
  for (const [index, [variable, wanted]] of named.entries()) {
    const other = named.slice(0, index).find(([, taken]) => taken === wanted);
    if (other) return `${other[0]} and ${variable} are both ${wanted}: choose two different ones.`;
  }
  for (const [variable, wanted] of named) {
    const portFault = await findPortFault(variable, wanted);
    if (portFault) return portFault;
  }
  return undefined;
}

/** A Stripe within this process, which forgets everything with it. */
async function startStripe(stripePort) {
  const module = pathToFileURL(fromRoot("packages/stripe-emulator/dist/index.js")).href;
  const { createStripeEmulator } = await import(module);
  const webhookUrl = `http://localhost:${port}/api/retent/stripe/webhook`;
  const local = await createStripeEmulator({ port: stripePort, webhookUrl });
  local.addPrice("price_storage", { id: "prod_storage", name: "Storage" }, "Storage", 300);
  local.addCoupon("half");
  return local;
}

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
