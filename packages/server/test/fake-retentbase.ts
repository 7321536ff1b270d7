import { setImmediate } from "node:timers/promises";

/** What the server sent to RetentBase. */
export interface Sent {
  method: string;
  url: string;
  path: string;
  headers: Headers;
  body: Record<string, unknown>;
}

export type Endpoint = "link" | "session" | "create" | "update" | "jwks";
type Reply = (sent: Sent) => Response | Promise<Response>;

const json = { "content-type": "application/json" };

/** An answer with this status and body. */
export function answer(status: number, body: unknown = {}, headers: Record<string, string> = {}): Reply {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return () =>
    new Response(status === 204 || status === 304 ? null : text, {
      status,
      headers: { ...json, ...headers },
    });
}

/** Links that all lead to one session, as RetentBase may answer several clicks. */
export const sharedLink = answer(200, {
  url: "https://cancel.retentbase.com/c/secret_of_the_shared_link",
  expires_at: "2026-03-01T00:30:00Z",
  environment: "sandbox",
  session_id: "cs_shared",
});

/** No connection, or one that breaks. */
export const unreachable: Reply = () => Promise.reject(new TypeError("fetch failed"));

/** Never answers. */
export const silence: Reply = () => new Promise(() => {});

/**
 * RetentBase as a `fetch`, with bodies written by hand from its docs: it records what it is sent and answers as it is told,
 * and where it is told nothing, as if all were well.
 */
export function createFakeRetentBase(clock: { now: number }) {
  const sent: Sent[] = [];
  const planned: { endpoint: Endpoint; reply: Reply; times: number }[] = [];
  let links = 0;

  const usual: Record<Endpoint, Reply> = {
    link({ body }) {
      links += 1;
      return answer(200, {
        url: `https://cancel.retentbase.com/c/secret_of_link_${links}`,
        expires_at: new Date(clock.now + 1_800_000).toISOString(),
        environment: body.environment,
        session_id: `cs_${links}`,
      })({} as Sent) as Response;
    },
    session: ({ path }) =>
      answer(200, {
        session_id: path.split("/").at(-1),
        status: "open",
        environment: "sandbox",
        created_at: "2026-03-01T00:00:00Z",
        expires_at: "2026-03-01T00:30:00Z",
        user_id: "user_1",
      })({} as Sent),
    create: answer(200, {}),
    update: answer(200, {}),
    jwks: answer(200, { keys: [] }),
  };

  const fakeFetch: typeof fetch = async (input, init = {}) => {
    const url = String(input);
    const request: Sent = {
      method: init.method ?? "GET",
      url,
      path: new URL(url).pathname,
      headers: new Headers(init.headers),
      body: typeof init.body === "string" ? JSON.parse(init.body) : {},
    };
    sent.push(request);
    const endpoint = endpointOf(request);
    const plan = planned.find((candidate) => candidate.endpoint === endpoint);
    if (plan) {
      plan.times -= 1;
      if (plan.times <= 0) planned.splice(planned.indexOf(plan), 1);
    }
    return untilAborted((plan?.reply ?? usual[endpoint])(request), init.signal);
  };

  return {
    fetch: fakeFetch,
    sent,
    /** The next calls of this endpoint are answered like this. */
    reply(endpoint: Endpoint, reply: Reply, times = 1) {
      planned.push({ endpoint, reply, times });
    },
    /** Forgets what was planned: all is well again. */
    recover() {
      planned.length = 0;
    },
    /** What was sent to one endpoint. */
    calls: (endpoint: Endpoint) => sent.filter((request) => endpointOf(request) === endpoint),
    /** Resolves when an endpoint was called so many times; the test's own time limit ends the wait. */
    async called(endpoint: Endpoint, times = 1) {
      while (sent.filter((request) => endpointOf(request) === endpoint).length < times) await setImmediate();
    },
  };
}

export type FakeRetentBase = ReturnType<typeof createFakeRetentBase>;

function endpointOf({ method, path }: Sent): Endpoint {
  if (method === "POST" && path === "/api/v1/cancel-link") return "link";
  if (method === "POST" && path === "/api/v1/cancellations") return "create";
  if (method === "PATCH" && /^\/api\/v1\/cancellations\/[^/]+$/.test(path)) return "update";
  if (method === "GET" && /^\/api\/v1\/cancel-sessions\/[^/]+$/.test(path)) return "session";
  if (method === "GET" && path === "/jwks.json") return "jwks";
  throw new Error(`RetentBase has no ${method} ${path}`);
}

function untilAborted(reply: Response | Promise<Response>, signal?: AbortSignal | null): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    Promise.resolve(reply).then(resolve, reject);
  });
}
