// The server whose webhook is measured, in a process of its own as it would be; told by its parent what to do.
import { createServer } from "node:http";
import { toNode } from "../../packages/server/dist/adapters/node.js";
import { createRetent } from "../../packages/server/dist/index.js";
import { createStripeBilling } from "../../packages/server/dist/stripe/index.js";

const { database, users, upstream, secret, signingSecret } = JSON.parse(process.argv[2]);

const store = database.startsWith("postgres:")
  ? await (await import("../../packages/server/dist/stores/postgres/postgres-store.js")).createPostgresStore({
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
  onEvent({ type, kind }) {
    if (type === "delivered" && kind === "update") delivered += 1;
  },
});
const now = Date.now();
for (let user = 0; user < users; user += 1) await store.insert(leaving(user));
retent.start();
// What the machine can do at all: a server that reads the body, and nothing else.
const bare = createServer((request, response) => request.on("end", () => response.end("{}")).resume());
await new Promise((resolve) => bare.listen(0, "127.0.0.1", resolve));
const server = createServer(toNode(retent)).listen(0, "127.0.0.1", () =>
  process.send({ port: server.address().port, barePort: bare.address().port }),
);

process.on("message", async () => {
  const { queued } = await store.count();
  process.send({ delivered, queued });
});

/** A customer who has decided to leave, which RetentBase knows already. */
function leaving(user) {
  const decision = { outcome: "churned", source: "token", tokenId: `rt_${user}`, decidedAtMs: now - 60_000 };
  return {
    eventId: `ev_${user}`,
    retentBaseEventId: `ev_${user}`,
    sessionId: null,
    userId: `user_${user}`,
    environment: "sandbox",
    bindingHash: "",
    returnTo: null,
    context: null,
    metadata: null,
    status: "pending",
    decision: { ...decision, reasonKey: null, reasonText: null, offer: null },
    revision: 1,
    settlement: null,
    billingCustomer: `cus_user_${user}`,
    subscription: `sub_user_${user}`,
    linkExpiresAt: null,
    createdAt: now - 120_000,
    updatedAt: now - 60_000,
    version: 1,
  };
}
