// Makes cancel links on Express, by our server ("ours") or as RetentBase's docs have it written by hand ("snippet").
import { createRequire } from "node:module";
import { toExpress } from "../../packages/server/dist/adapters/express.js";
import { createRetent } from "../../packages/server/dist/index.js";
import { createSqliteStore } from "../../packages/server/dist/stores/sqlite/sqlite-store.js";

const express = createRequire(new URL("../../packages/server/package.json", import.meta.url))("express");
const { way, file, apiUrl } = JSON.parse(process.argv[2]);
const apiKey = "rb_key_of_the_benchmark";
const returnUrl = "http://localhost/api/retent/return";

const app = express();
app.use((request, _response, next) => {
  request.session = readSession(request);
  next();
});
if (way === "ours") app.use("/api/retent", toExpress(createServer()));
else app.post("/api/retent/cancel-link", express.json(), makeLink);
const server = app.listen(0, "127.0.0.1", () => process.send(server.address().port));
process.on("disconnect", () => process.exit());

/** Stands for the host app's session: who is signed in, by a cookie. */
function readSession(request) {
  const [, userId] = /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? "") ?? [];
  return { userId };
}

async function makeLink(request, response) {
  const { userId } = request.session;
  if (!userId) return response.status(401).json({ error: "Sign in first." });
  const answer = await fetch(`${apiUrl}/api/v1/cancel-link`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ userId, returnUrl, environment: "sandbox" }),
  });
  if (!answer.ok) return response.status(502).json({ error: "No link can be made just now." });
  const { url } = await answer.json();
  return response.json({ url });
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
