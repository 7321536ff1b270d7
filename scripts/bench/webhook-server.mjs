// The server whose webhook is measured ("ours"), in a process of its own as it would be; or one that checks the signature and inserts
// by hand ("checked"), or that reads the body and does nothing ("bare").
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { toNode } from "../../packages/server/dist/adapters/node.js";
import { createRetent } from "../../packages/server/dist/index.js";
import { createStripeBilling } from "../../packages/server/dist/stripe/index.js";
import { begun } from "./begun.mjs";
import { createWebhook } from "./hand-written.mjs";

const { way, database, rounds, perRound, upstream, secret, signingSecret } = JSON.parse(process.argv[2]);

const listener = way === "ours" ? await createOurs() : way === "checked" ? await createChecked() : readOnly;
const server = createServer(listener).listen(0, "127.0.0.1", () => process.send(server.address().port));
process.on("disconnect", () => process.exit());

/** What the machine can do at all. */
function readOnly(request, response) {
  request.on("end", () => response.end("{}")).resume();
}

function createChecked() {
  const connect = async (connectionString) => {
    const path = createRequire(new URL("../../packages/server/package.json", import.meta.url)).resolve("pg");
    const { default: pg } = await import(pathToFileURL(path).href);
    return new pg.Pool({ connectionString });
  };
  return createWebhook({ database, secret, connect });
}

async function createOurs() {
  const store = database.startsWith("postgres:")
    ? await (
        await import("../../packages/server/dist/stores/postgres/postgres-store.js")
      ).createPostgresStore({
        connectionString: database,
      })
    : (await import("../../packages/server/dist/stores/sqlite/sqlite-store.js")).createSqliteStore({
        file: database,
      });
  let delivered = 0;
  const retent = createRetent({
    apiKey: "rb_key_of_the_benchmark",
    resultToken: { secret: signingSecret, audience: "ws_1" },
    publicUrl: "http://localhost/api/retent",
    apiUrl: upstream,
    cancelUrl: upstream,
    identify: () => null,
    billing: createStripeBilling({ secretKey: "sk_test_of_the_benchmark", webhookSecret: secret }),
    store,
    // So that what waits for RetentBase follows soon after it has recovered.
    outbox: { maxRetryMs: 1000 },
    onEvent({ type, kind }) {
      if (type === "delivered" && kind === "update") delivered += 1;
    },
  });
  const now = Date.now();
  for (let round = 0; round <= rounds; round += 1) {
    const users = Array.from({ length: perRound }, (_, index) => `user_${round}_${index}`);
    await Promise.all(users.map((user) => store.insert(leaving(user, now))));
  }
  retent.start();
  process.on("message", async (lanes) => {
    const { queued } = await store.count(lanes.length > 0 ? lanes : undefined);
    process.send({ delivered, queued });
  });
  return toNode(retent);
}

/** A customer who has decided to leave, which RetentBase knows already. */
function leaving(user, now) {
  const decision = { outcome: "churned", source: "token", tokenId: `rt_${user}`, decidedAtMs: now - 60_000 };
  return begun({
    eventId: `ev_${user}`,
    userId: user,
    status: "pending",
    decision: { ...decision, reasonKey: null, reasonText: null, offer: null },
    revision: 1,
    billingCustomer: `cus_${user}`,
    subscription: `sub_${user}`,
    createdAt: now - 120_000,
    updatedAt: now - 60_000,
  });
}
