// A host that has nothing but web standards: runs the bundle given by path and prints how it answers.
import { isBuiltin, registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

const [, , bundle] = process.argv;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (isBuiltin(specifier)) throw new Error(`there is no ${specifier} here`);
    return nextResolve(specifier, context);
  },
});

const { createRetent } = await import(pathToFileURL(bundle));

const stored = new Map();
const asked = [];
const retent = createRetent({
  apiKey: "rb_key_of_a_bare_host_7d20",
  resultToken: { secret: "a signing secret of a bare host, long enough", audience: "ws_1" },
  publicUrl: "https://shop.example/api/retent",
  identify: () => ({ userId: "user_1" }),
  store: {
    insert: async (cancellation) => stored.size < stored.set(cancellation.eventId, cancellation).size,
    find: async (eventId) => stored.get(eventId),
    claim: async () => [],
  },
  fetch: async (url, { body }) => {
    asked.push({ url: String(url), userId: JSON.parse(body).userId });
    return Response.json({
      url: "https://cancel.retentbase.com/c/1",
      expires_at: new Date(Date.now() + 1_800_000).toISOString(),
      environment: "sandbox",
      session_id: "cs_1",
    });
  },
});

const health = await retent.fetch(new Request(`${retent.publicUrl}/health`));
const link = await retent.fetch(
  new Request(`${retent.publicUrl}/cancel-link`, {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    body: "{}",
  }),
  undefined,
  "203.0.113.7",
);
const { url, fallback, eventId } = await link.json();
console.log(
  JSON.stringify({
    health: [health.status, await health.json()],
    link: [link.status, { url, fallback, isStored: stored.has(eventId) }],
    asked,
  }),
);
