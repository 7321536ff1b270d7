import { spawn } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { findFreePort } from "@retent/test-support/ports";
import { fromRoot } from "@retent/test-support/tools";
import { withPackedProject } from "./packed-project.mjs";

const { engines } = JSON.parse(readFileSync(fromRoot("packages/cli/package.json"), "utf8"));
/** The lowest version that the manifests promise, and the newest. */
const versions = [`${engines.node.replace(">=", "")}.0`, "26"];

/** Has the packed server take one customer through a cancellation, on the oldest and the newest Node.js. */
export function checkRuntimes() {
  const binaries = versions.map((version) => `node-${version}@npm:node-linux-${process.arch}@${version}`);
  return withPackedProject(binaries, async (project) => {
    const emulator = join(project, "node_modules", "@retent", "emulator", "dist", "index.js");
    const { createEmulator } = await import(pathToFileURL(emulator).href);
    for (const version of versions) {
      const node = join(project, "node_modules", `node-${version}`, "bin", "node");
      await cancelOn(node, project, await createEmulator({ port: 0 }));
    }
    return true;
  });
}

async function cancelOn(node, project, emulator) {
  const identitySecret = randomBytes(32).toString("hex");
  const origin = `http://127.0.0.1:${await findFreePort()}`;
  const server = spawn(node, [join("node_modules", "retent", "dist", "main.js"), "serve"], {
    cwd: project,
    env: {
      RETENTBASE_API_KEY: emulator.apiKey,
      RETENTBASE_SIGNING_SECRET: emulator.signingSecret,
      RETENTBASE_API_URL: emulator.url,
      RETENTBASE_CANCEL_URL: emulator.url,
      RETENT_IDENTITY_SECRET: identitySecret,
      RETENT_PUBLIC_URL: origin,
      RETENT_SETTLE: "manual",
      RETENT_DATABASE_URL: "sqlite::memory:",
      PORT: new URL(origin).port,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(server, "exit");
  try {
    await listening(server);
    await leave(`${origin}/api`, origin, signIdentity(identitySecret));
    while (!emulator.state().events.some(({ outcome }) => outcome === "churned"))
      await new Promise((resolve) => setTimeout(resolve, 50));
    console.log(`${await versionOf(node)}: the outcome arrived`);
  } finally {
    server.kill();
    await exited;
    await emulator.close();
  }
}

async function listening(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.includes('"listening"')) return server.stdout.resume();
  }
  throw new Error("the server ended before it listened");
}

/** Leaves on the plain page, as a browser without script does. */
async function leave(base, origin, identity) {
  const started = await fetch(`${base}/cancel-link`, {
    method: "POST",
    headers: { origin, "content-type": "application/json" },
    body: JSON.stringify({ identity, mode: "direct" }),
  });
  const { eventId } = await started.json();
  const cookie = started.headers
    .getSetCookie()
    .map((each) => each.split(";", 1)[0])
    .join("; ");
  const receipt = await fetch(`${base}/cancel`, {
    method: "POST",
    headers: { origin, cookie },
    body: new URLSearchParams({ event: eventId }),
  });
  if (!(await receipt.text()).includes("We have received your cancellation"))
    throw new Error(`no receipt, but status ${receipt.status}`);
}

/** An identity token (RFC 7519, HS256). */
function signIdentity(secret) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const input = `${encode({ alg: "HS256" })}.${encode({ sub: "user_1", iat: now, exp: now + 600 })}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

async function versionOf(node) {
  const child = spawn(node, ["--version"], { stdio: ["ignore", "pipe", "inherit"] });
  const [version] = await once(child.stdout, "data");
  return `Node.js ${String(version).trim().slice(1)}`;
}
