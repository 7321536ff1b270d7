import { createRetent, type Retent } from "../../dist/index.js";
import { createMemoryStore } from "./memory-store.ts";

interface Env {
  PUBLIC_URL: string;
  RETENTBASE_URL: string;
  RETENTBASE_API_KEY: string;
  RETENTBASE_SIGNING_SECRET: string;
  RETENTBASE_WORKSPACE_KEY: string;
}

let retent: Retent | undefined;

function build(env: Env): Retent {
  return createRetent({
    apiKey: env.RETENTBASE_API_KEY,
    resultToken: { secret: env.RETENTBASE_SIGNING_SECRET, audience: env.RETENTBASE_WORKSPACE_KEY },
    publicUrl: env.PUBLIC_URL,
    apiUrl: env.RETENTBASE_URL,
    cancelUrl: env.RETENTBASE_URL,
    identify: () => ({ userId: "user_1", context: { plan: "Team" } }),
    store: createMemoryStore(),
  });
}

/** What such runtimes serve: a module with a `fetch`. The timer that works off the outbox is a request here. */
export const worker = {
  async fetch(request: Request, env: Env): Promise<Response> {
    retent ??= build(env);
    if (new URL(request.url).pathname !== "/timer") return retent.fetch(request, undefined, "203.0.113.7");
    await retent.drainOnce();
    // What of Node.js there is here.
    return Response.json(
      ["process", "Buffer", "require", "setImmediate"].filter((name) => name in globalThis),
    );
  },
};

export { worker as default };
