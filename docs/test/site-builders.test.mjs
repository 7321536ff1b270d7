import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
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
import { variablesIn } from "./variables-in.mjs";

const { bin } = JSON.parse(readFileSync(fromRoot("packages/cli/package.json"), "utf8"));
const main = fromRoot(`packages/cli/${bin.retent}`);
const userId = "member_1";

/** The variables that docs/site-builders.md has its reader set, block by block. */
const steps = blocksIn("sh")
  .filter(({ path }) => path === "docs/site-builders.md")
  .map(({ code }) => variablesIn(code));

const guide = readFileSync(fromRoot("docs/site-builders.md"), "utf8");

/** Where the document has Stripe send its events. */
const [endpointPath] = /\/api\/stripe\/webhook/.exec(guide) ?? [""];

/** What the document says that the customer reads until the subscription has ended at Stripe, and afterwards. */
const [, until = [], afterwards = []] =
  /^Until then the customer reads (.*) Afterwards it is (.*)$/m
    .exec(guide.replaceAll(/(?<=\S)\n(?=\S)/g, " "))
    ?.map((sentence) => [...sentence.matchAll(/"([^"]+)"/g)].map(([, quoted]) => quoted)) ?? [];

/** The steps of the document, with this test's own values in place of the reader's. */
async function followSteps(settle) {
  const url = `http://127.0.0.1:${await findFreePort()}`;
  const stripe = await createStripeEmulator({ port: 0, webhookUrl: url + endpointPath });
  onTestFinished(() => stripe.close());
  const emulator = await createEmulator({ port: 0 });
  onTestFinished(() => emulator.close());
  const tool = await startMembershipTool();
  const own = {
    RETENTBASE_API_KEY: emulator.apiKey,
    RETENTBASE_SIGNING_SECRET: emulator.signingSecret,
    RETENTBASE_WORKSPACE_KEY: emulator.workspaceKey,
    RETENT_IDENTITY_JWKS_URL: tool.jwksUrl,
    RETENT_IDENTITY_AUDIENCE: "shop",
    RETENT_PUBLIC_URL: url,
    RETENT_SITE_ORIGINS: url,
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    RETENT_HEALTH_TOKEN: "password_of_this_test_long_enough_1",
    RETENT_NOTIFY_URL: `${url}/nowhere`,
    RETENT_NOTIFY_SECRET: `whsec_${Buffer.from("random bytes of this very test 1").toString("base64")}`,
  };
  const chosen = steps.filter(({ RETENT_SETTLE = settle }) => RETENT_SETTLE === settle);
  const documented = Object.assign({}, ...chosen);
  const filled = Object.keys(documented).map((name) => [name, own[name] ?? documented[name]]);
  const env = {
    ...Object.fromEntries(filled),
    // Where the stand-ins are, and nothing that the document would have to say.
    RETENTBASE_API_URL: emulator.url,
    RETENTBASE_CANCEL_URL: emulator.url,
    PORT: new URL(url).port,
    ...(settle === "stripe" && { STRIPE_API_URL: stripe.url }),
  };
  const subscription = stripe.addSubscription({
    customer: stripe.addCustomer().id,
    metadata: { userId },
  });
  return { env, stripe, emulator, tool, subscription, base: `${url}/api`, origin: url };
}

/** Signs members in, and publishes the keys that it signs with. */
async function startMembershipTool() {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: "RS256", kid: "key_1" }] });
  const server = createServer((_request, response) => response.end(jwks)).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close().closeAllConnections());
  return {
    jwksUrl: `http://127.0.0.1:${server.address().port}/jwks.json`,
    sign: () =>
      new SignJWT({})
        .setProtectedHeader({ alg: "RS256", kid: "key_1" })
        .setSubject(userId)
        .setAudience("shop")
        .setIssuedAt()
        .setExpirationTime("10m")
        .sign(privateKey),
  };
}

/** `retent serve`, once it listens; answers the lines of its log so far. */
async function serve(env) {
  const folder = mkdtempSync(join(tmpdir(), "retent-docs-"));
  const child = spawn(process.execPath, [main, "serve"], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  onTestFinished(async () => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true });
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

test("the document lists the types of events that the server needs from Stripe", () => {
  const listed = [...guide.matchAll(/^- `([a-z_]+(?:\.[a-z_]+)+)`$/gm)].map(([, type]) => type);
  expect(listed).toEqual([...stripeEventTypes]);
});

test("after the steps for Stripe the subscription ends, and the customer and RetentBase read so only then", async () => {
  const site = await followSteps("stripe");
  const { stripe, subscription, emulator } = site;
  const log = await serve(site.env);
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
  const log = await serve(site.env);
  expect(log.join("\n")).toContain("Nothing on this server ends subscriptions: a person or another system");
  const receipt = await leave(site);
  await expect.poll(() => site.emulator.state().events).toMatchObject([{ userId, outcome: "churned" }]);
  expect(await receipt()).toContain("We have received your cancellation");
  expect(await receipt()).not.toMatch(/cancelled|ends on|ended on/);
});
