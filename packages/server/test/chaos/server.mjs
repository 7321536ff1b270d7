// The server under test as a process of its own: it notes every billing call in a file and is killed at any moment.
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { fromRoot } from "@retent/test-support/tools";

const dist = (path) => import(pathToFileURL(fromRoot(`packages/server/dist/${path}`)).href);
const { createRetent } = await dist("index.js");
const { toNode } = await dist("adapters/node.js");
const settings = JSON.parse(process.env.CHAOS);

/** Billing that notes its calls in a file, or a local Stripe that fails now and then. */
async function createBilling() {
  if (settings.stripe) {
    const { createStripeBilling } = await dist("stripe/index.js");
    return { billing: createStripeBilling({ ...settings.stripe, onChurned: "cancel_at_period_end" }) };
  }
  return {
    async onResult({ eventId, revision, outcome }) {
      appendFileSync(settings.billingFile, `${JSON.stringify({ eventId, revision, outcome })}\n`);
      return { outcome };
    },
  };
}

const retent = createRetent({
  apiKey: settings.apiKey,
  resultToken: { secret: settings.signingSecret, audience: settings.workspaceKey },
  publicUrl: settings.publicUrl,
  apiUrl: settings.upstreamUrl,
  cancelUrl: settings.cancelUrl,
  store: await openStore(),
  identify: (request) => ({ userId: request.headers.get("x-user") ?? "" }),
  ...(await createBilling()),
  limits: { linksPerUser: 1000, postsPerAddress: 1_000_000 },
  linkTimeoutMs: 1000,
  billingTimeoutMs: settings.stripe ? 3000 : 500,
  outbox: {
    timeoutMs: 300,
    firstRetryMs: 50,
    maxRetryMs: 1000,
    maxRetryAfterMs: 1000,
    leaseMs: 1000,
    pollMs: 100,
  },
});
retent.start();
createServer(toNode(retent)).listen(Number(new URL(settings.publicUrl).port), "127.0.0.1", () =>
  console.log("ready"),
);

async function openStore() {
  if (settings.databaseUrl)
    return (await dist("stores/postgres/postgres-store.js")).createPostgresStore({
      connectionString: settings.databaseUrl,
      max: 8,
    });
  return (await dist("stores/sqlite/sqlite-store.js")).createSqliteStore({ file: settings.databaseFile });
}
