import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createEmulator } from "@retent/emulator";
import { stripeEventTypes } from "@retent/server/stripe";
import { createStripeEmulator } from "@retent/stripe-emulator";
import { findFreePort } from "@retent/test-support/ports";
import { fromRoot } from "@retent/test-support/tools";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { expect, onTestFinished, test } from "vitest";
import { blocksIn } from "./documents.mjs";

const { bin } = JSON.parse(readFileSync(fromRoot("packages/cli/package.json"), "utf8"));
const main = fromRoot(`packages/cli/${bin.retent}`);
const userId = "member_1";

const guide = readFileSync(fromRoot("docs/site-builders.md"), "utf8");
const stripeSetUp = readFileSync(fromRoot("packages/server/docs/billing.md"), "utf8")
  .split(/^### Stripe: set-up$/m)[1]
  .split(/^## /m, 1)[0];

/** What stands before the steps, and each step with its heading. */
const [beginning, ...sections] = guide.split(/^## /m);
const steps = sections.filter((section) => /^\d+\. /.test(section));

/** Where the document has Stripe send its events. */
const [endpointPath] = /\/api\/stripe\/webhook/.exec(stripeSetUp) ?? [""];

/** What the document says that the customer reads until the subscription has ended at Stripe, and afterwards. */
const [, until = [], afterwards = []] =
  /^Until then the customer reads (.*) Afterwards it is (.*)$/m
    .exec(stripeSetUp.replaceAll(/(?<=\S)\n(?=\S)/g, " "))
    ?.map((sentence) => [...sentence.matchAll(/"([^"]+)"/g)].map(([, quoted]) => quoted)) ?? [];

/** Runs a command of the guide, and sends it these lines. */
async function runCommand(command, { cwd, env, lines }) {
  const [, , ...args] = command.split(" ");
  const child = spawn(process.execPath, [main, ...args], { cwd, env, stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(lines.map((line) => `${line}\n`).join(""));
  const output = [];
  child.stdout.on("data", (chunk) => output.push(chunk));
  const [code] = await once(child, "close");
  return { code, output: Buffer.concat(output).toString() };
}

/** The commands of a step, in its order. */
function findCommands(step) {
  return blocksIn("sh")
    .filter(
      ({ path, code }) => path === "docs/site-builders.md" && step.includes(`\`\`\`sh\n${code}\n\`\`\``),
    )
    .flatMap(({ code }) => code.split("\n"));
}

/** The first steps of the document, with this test's own values as the reader's answers. */
async function followSteps(settle) {
  const folder = mkdtempSync(join(tmpdir(), "retent-docs-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const url = `http://127.0.0.1:${await findFreePort()}`;
  const stripe = await createStripeEmulator({ port: 0, webhookUrl: url + endpointPath });
  onTestFinished(() => stripe.close());
  const emulator = await createEmulator({ port: 0 });
  onTestFinished(() => emulator.close());
  const tool = await startMembershipTool();
  const followUps = { stripe: [stripe.webhookSecret, stripe.secretKey], manual: [""] };
  const lines = [
    `${url}/account`,
    url,
    "",
    ...[settle, ...followUps[settle]],
    ...[emulator.apiKey, emulator.signingSecret, emulator.workspaceKey],
    ...["outseta", tool.domain],
    "y",
  ];
  // Where the stand-ins are, and nothing that the document would have to say.
  const env = {
    RETENTBASE_API_URL: emulator.url,
    RETENTBASE_CANCEL_URL: emulator.url,
    PORT: new URL(url).port,
    ...(settle === "stripe" && { STRIPE_API_URL: stripe.url }),
  };
  const [setup] = findCommands(steps[0]);
  const { code, output } = await runCommand(setup, { cwd: folder, env, lines });
  expect([code, output]).toEqual([0, expect.not.stringContaining("FAIL")]);
  const subscription = stripe.addSubscription({
    customer: stripe.addCustomer().id,
    metadata: { userId },
  });
  return { folder, stripe, emulator, tool, subscription, base: `${url}/api`, origin: url };
}

/** Signs members in, and publishes the keys that it signs with. */
async function startMembershipTool() {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: "RS256", kid: "key_1" }] });
  const server = createServer((_request, response) => response.end(jwks)).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close().closeAllConnections());
  const domain = `127.0.0.1:${server.address().port}`;
  return {
    domain,
    sign: () =>
      new SignJWT({})
        .setProtectedHeader({ alg: "RS256", kid: "key_1" })
        .setSubject(userId)
        .setAudience(domain)
        .setIssuedAt()
        .setExpirationTime("10m")
        .sign(privateKey),
  };
}

/** The second step, once the server listens; answers the lines of its log so far. */
async function serve({ folder }) {
  const [command] = findCommands(steps[1]);
  const [, , ...args] = command.split(" ");
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env: {},
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  onTestFinished(async () => {
    child.kill();
    await ended;
  });
  const lines = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.includes('"listening"')) break;
  }
  child.stdout.resume();
  return lines;
}

/** Leaves on the plain page, as a member who is signed in; answers the receipt. */
async function leave({ base, origin, tool }) {
  const identity = await tool.sign();
  const headers = { origin, "content-type": "application/json" };
  const body = JSON.stringify({ identity, mode: "direct" });
  const started = await fetch(`${base}/cancel-link`, { method: "POST", headers, body });
  const { eventId } = await started.json();
  const cookie = started.headers
    .getSetCookie()
    .map((each) => each.split(";", 1)[0])
    .join("; ");
  await fetch(`${base}/cancel`, {
    method: "POST",
    headers: { origin, cookie },
    body: new URLSearchParams({ event: eventId }),
    redirect: "manual",
  });
  return async () => (await fetch(`${base}/cancel?event=${eventId}`, { headers: { cookie } })).text();
}

test("the guide has at most six steps, and explains at most eight words first, each in one sentence", () => {
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.length).toBeLessThanOrEqual(6);
  const words = beginning.split(/^- (?=\*\*)/m).slice(1);
  expect(words.length).toBeGreaterThan(0);
  expect(words.length).toBeLessThanOrEqual(8);
  for (const word of words) expect(word.trim()).toMatch(/^\*\*[^*]+\*\* [^.?!]+\.$/);
});

test("each step has a picture of what its reader sees", () => {
  for (const step of steps) {
    const pictures = [...step.matchAll(/!\[[^\]]+\]\(\.\.\/([^)]+\.png)\)/g)].map(([, path]) => path);
    expect(pictures, step.split("\n", 1)[0]).not.toEqual([]);
    for (const path of pictures) expect(existsSync(fromRoot(path)), path).toBe(true);
  }
});

test("no step needs a word of the trade", () => {
  const links = /\]\([^)]*\)/g;
  for (const step of steps)
    expect(step.replaceAll(links, "]")).not.toMatch(
      /\b(JWKS|JWT|audience|issuer|claims?|origins?|proxy|variable [A-Z]|export)\b|RETENT|STRIPE_|health token/,
    );
});

test("the document lists the types of events that the server needs from Stripe", () => {
  const listed = [...stripeSetUp.matchAll(/^ *- `([a-z_]+(?:\.[a-z_]+)+)`$/gm)].map(([, type]) => type);
  expect(listed).toEqual([...stripeEventTypes]);
});

test("after the steps for Stripe the subscription ends, and the customer and RetentBase read so only then", async () => {
  const site = await followSteps("stripe");
  const { stripe, subscription, emulator } = site;
  const log = await serve(site);
  expect(log.join("\n")).toContain("This server ends subscriptions at Stripe");
  const receipt = await leave(site);
  const expectNoEnd = async () => {
    expect(until).toHaveLength(2);
    for (const text of until) expect(await receipt()).toContain(text);
    expect(await receipt()).not.toMatch(/cancelled|ends on|ended on/);
  };
  await expectNoEnd();
  await expect.poll(() => stripe.subscriptions.get(subscription.id).cancel_at_period_end).toBe(true);
  await stripe.delivered();
  await expectNoEnd();

  expect(stripe.endPeriod(subscription.id).status).toBe("canceled");
  await stripe.delivered();
  expect(afterwards).toEqual(["Your subscription ended on …"]);
  // The local Stripe's time has run ahead of the server's, for which the end is still to come.
  await expect.poll(receipt).toMatch(/Your subscription end(s|ed) on /);
  await expect.poll(() => emulator.state().events).toMatchObject([{ userId, outcome: "churned" }]);
});

test("after the steps for anything else the customer reads that it was received, and nothing more", async () => {
  const site = await followSteps("manual");
  const log = await serve(site);
  expect(log.join("\n")).toContain("Nothing on this server ends subscriptions: a person or another system");
  const receipt = await leave(site);
  await expect.poll(() => site.emulator.state().events).toMatchObject([{ userId, outcome: "churned" }]);
  expect(await receipt()).toContain("We have received your cancellation");
  expect(await receipt()).not.toMatch(/cancelled|ends on|ended on/);
});
