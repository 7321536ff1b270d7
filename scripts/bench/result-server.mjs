// Takes result tokens on Express: our server ("ours"), or one by hand with so many durable writes for each ("1", "2").
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { toExpress } from "../../packages/server/dist/adapters/express.js";
import { createRetent } from "../../packages/server/dist/index.js";
import { createSqliteStore } from "../../packages/server/dist/stores/sqlite/sqlite-store.js";
import { begun } from "./begun.mjs";
import { createResultHandler } from "./hand-written.mjs";

const express = createRequire(new URL("../../packages/server/package.json", import.meta.url))("express");
const { jwtVerify } = await import(
  createRequire(new URL("../../packages/retentbase/package.json", import.meta.url)).resolve("jose")
);
const { way, file, apiUrl, flows, secret, issuer, audience, isForwarding } = JSON.parse(process.argv[2]);

const app = express();
if (way === "ours") app.use("/api/retent", toExpress(await createServer()));
else {
  const handler = await createResultHandler({
    file,
    secret,
    issuer,
    audience,
    writes: Number(way),
    jwtVerify,
  });
  app.post("/api/retent/result", express.json(), handler);
}
const server = app.listen(0, "127.0.0.1", () => process.send(server.address().port));
process.on("disconnect", () => process.exit());

async function createServer() {
  const store = createSqliteStore({ file });
  await Promise.all(Array.from({ length: flows }, (_, index) => store.insert(started(index))));
  const retent = createRetent({
    apiKey: "rb_key_of_the_benchmark",
    resultToken: { secret, issuer, audience },
    publicUrl: "http://localhost/api/retent",
    apiUrl,
    cancelUrl: apiUrl,
    store,
    identify: () => null,
    onEvent: () => {},
    // Everything comes from one address here; counting stays on.
    limits: { postsPerAddress: 1e9 },
  });
  if (isForwarding) retent.start();
  return retent;
}

/** A customer who is on the hosted page. */
function started(index) {
  return begun({
    eventId: `ev_${index}`,
    sessionId: `cs_${index}`,
    userId: `user_${index}`,
    bindingHash: createHash("sha256").update(`binding_${index}`).digest("base64url"),
    linkExpiresAt: Date.now() + 3_600_000,
  });
}
