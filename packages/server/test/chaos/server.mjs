// The server under test as a process of its own: it notes every billing call in a file and is killed at any moment.
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { fromRoot } from "@retent/test-support/tools";
import { createFastClock } from "./fast-clock.mjs";
import { openStore } from "./open-store.mjs";

const dist = (path) => import(pathToFileURL(fromRoot(`packages/server/dist/${path}`)).href);
const { createRetent } = await dist("index.js");
const { toNode } = await dist("adapters/node.js");
const settings = JSON.parse(process.env.CHAOS);
/** What the outbox waits for is measured by the clock. */
const { speed } = settings.clock ?? { speed: 1 };

/** Billing that notes its calls in a file, or a local Stripe that fails now and then. */
async function createBilling() {
  if (settings.stripe) {
    const { createStripeBilling } = await dist("stripe/index.js");
    return { billing: createStripeBilling({ ...settings.stripe, onChurned: "cancel_at_period_end" }) };
  }
  return {
    async onResult({ eventId, revision, userId, outcome }) {
      appendFileSync(settings.billingFile, `${JSON.stringify({ eventId, revision, userId, outcome })}\n`);
      return { outcome, ...(outcome === "churned" && { effectiveAt: "2040-01-31T00:00:00Z" }) };
    },
  };
}

/** The pages that need no account, and mails, if there is a mail host. Who declares is known by the address. */
async function createDeclarations() {
  if (!settings.mailUrl) return {};
  const { createMailer } = await dist("mail/smtp-mailer.js");
  const findCustomer = ({ email }) => ({ userId: email.split("@")[0], email });
  return {
    mail: createMailer({ url: settings.mailUrl, from: "Shop <hello@shop.example>" }),
    declarations: { presets: ["de"], findCustomer },
    trustProxy: 1,
  };
}

const retent = createRetent({
  apiKey: settings.apiKey,
  resultToken: { secret: settings.signingSecret, audience: settings.workspaceKey },
  publicUrl: settings.publicUrl,
  apiUrl: settings.upstreamUrl,
  cancelUrl: settings.cancelUrl,
  store: await openStore(settings),
  identify(request) {
    const userId = request.headers.get("x-user");
    return userId === null ? null : { userId };
  },
  ...(await createBilling()),
  ...(await createDeclarations()),
  ...(settings.clock && { now: createFastClock(settings.clock) }),
  limits: { linksPerUser: 1000, postsPerAddress: 1_000_000 },
  linkTimeoutMs: 1000,
  billingTimeoutMs: settings.stripe ? 3000 : 500,
  outbox: {
    timeoutMs: 300,
    firstRetryMs: 50 * speed,
    maxRetryMs: 1000 * speed,
    maxRetryAfterMs: 1000 * speed,
    leaseMs: 1000 * speed,
    pollMs: 100,
  },
});
retent.start();
createServer(toNode(retent)).listen(Number(new URL(settings.publicUrl).port), "127.0.0.1", () =>
  console.log("ready"),
);
