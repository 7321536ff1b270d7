// Makes cancel links on Express, by our server ("ours") or by one that is written by hand.
import { createRequire } from "node:module";
import { toExpress } from "../../packages/server/dist/adapters/express.js";
import { createRetent } from "../../packages/server/dist/index.js";
import { createSqliteStore } from "../../packages/server/dist/stores/sqlite/sqlite-store.js";
import { createSafeSnippet, createSnippet } from "./hand-written.mjs";

const express = createRequire(new URL("../../packages/server/package.json", import.meta.url))("express");
const { way, file, apiUrl } = JSON.parse(process.argv[2]);
const apiKey = "rb_key_of_the_benchmark";
const settings = { file, apiUrl, apiKey, returnUrl: "http://localhost/api/retent/return" };

const app = express();
app.use((request, _response, next) => {
  request.session = readSession(request);
  next();
});
const path = "/api/retent/cancel-link";
if (way === "snippet") app.post(path, express.json(), createSnippet(settings));
else if (way === "safe") app.post(path, express.json(), createSafeSnippet(settings));
else app.use("/api/retent", toExpress(createServer()));
const server = app.listen(0, "127.0.0.1", () => process.send(server.address().port));
process.on("disconnect", () => process.exit());

/** Stands for the host app's session: who is signed in, by a cookie. */
function readSession(request) {
  const [, userId] = /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? "") ?? [];
  return { userId };
}

function createServer() {
  return createRetent({
    apiKey,
    resultToken: { secret: "a signing secret of the benchmark, long enough", audience: "ws_1" },
    publicUrl: "http://localhost/api/retent",
    apiUrl,
    cancelUrl: apiUrl,
    store: createSqliteStore({ file }),
    identify: (_request, { session }) => (session.userId ? { userId: session.userId } : null),
    onEvent: () => {},
    // Everything comes from one address here; counting stays on.
    limits: { postsPerAddress: 1e9 },
  });
}
