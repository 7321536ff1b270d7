import { describe, expect, test } from "vitest";
import { createRetentBaseClient } from "../../src/client/create-client.ts";
import { RetentBaseError } from "../../src/client/error.ts";
import type { RetentBaseClientOptions } from "../../src/client/options.ts";

const apiKey = "key-4f1c9a";
const now = Date.parse("2026-03-01T00:00:00Z");

interface Sent {
  url: string;
  init: RequestInit;
}

/** A client whose calls are answered by `answer`, and what it sent. */
function clientAnswering(
  answer: () => Response | Promise<Response>,
  options: Partial<RetentBaseClientOptions> = {},
) {
  const sent: Sent[] = [];
  const client = createRetentBaseClient({
    apiKey,
    now: () => now,
    fetch: async (url, init = {}) => {
      sent.push({ url: String(url), init });
      return answer();
    },
    ...options,
  });
  return { client, sent };
}

function jsonAnswer(status: number, body: string, headers: Record<string, string> = {}) {
  return () => new Response(body, { status, headers: { "content-type": "application/json", ...headers } });
}

// Written by hand from RetentBase's docs.
const linkAnswer = `{
  "url": "https://cancel.retentbase.com/c/tok_9f2",
  "expires_at": "2026-03-01T00:30:00Z",
  "environment": "sandbox",
  "session_id": "cs_77"
}`;

describe("requests", () => {
  test("a cancel link is asked for as documented", async () => {
    const { client, sent } = clientAnswering(jsonAnswer(200, linkAnswer));
    const link = await client.createCancelLink({
      userId: "u_1",
      returnUrl: "https://shop.example/api/return",
      environment: "sandbox",
      context: { plan: "Team", mrr: 24, tenureDays: 412 },
      metadata: { eventId: "ev_1", seats: 3, trial: false, note: null },
    });
    expect(link).toEqual({
      url: "https://cancel.retentbase.com/c/tok_9f2",
      expires_at: "2026-03-01T00:30:00Z",
      environment: "sandbox",
      session_id: "cs_77",
    });
    expect(sent[0]?.url).toBe("https://api.retentbase.com/api/v1/cancel-link");
    expect(sent[0]?.init.method).toBe("POST");
    expect(JSON.parse(String(sent[0]?.init.body))).toEqual({
      userId: "u_1",
      returnUrl: "https://shop.example/api/return",
      environment: "sandbox",
      context: { plan: "Team", mrr: 24, tenureDays: 412 },
      metadata: { eventId: "ev_1", seats: 3, trial: false, note: null },
    });
    const headers = new Headers(sent[0]?.init.headers);
    expect(headers.get("authorization")).toBe("Bearer key-4f1c9a");
    expect(headers.get("content-type")).toBe("application/json");
  });

  test("the key goes into x-api-key where that is asked for", async () => {
    const { client, sent } = clientAnswering(jsonAnswer(200, linkAnswer), { auth: "x-api-key" });
    await client.createCancelLink({ userId: "u_1" });
    const headers = new Headers(sent[0]?.init.headers);
    expect(headers.get("x-api-key")).toBe(apiKey);
    expect(headers.get("authorization")).toBeNull();
  });

  test("a cancellation is recorded as documented, and the answer's body is not needed", async () => {
    const { client, sent } = clientAnswering(() => new Response("<html>", { status: 201 }));
    const request = {
      eventId: "ev_1",
      userId: "u_1",
      reasonKey: "too_expensive",
      reasonText: "My budget was cut.",
      outcome: "churned" as const,
      offer: { type: "discount", accepted: false, label: "50% off" },
      context: { plan: "Team" },
      occurredAt: "2026-03-01T00:00:00Z",
      environment: "prod" as const,
      metadata: { source: "settings" },
    };
    expect(await client.createCancellation(request)).toEqual({ status: 201 });
    expect(sent[0]?.url).toBe("https://api.retentbase.com/api/v1/cancellations");
    expect(JSON.parse(String(sent[0]?.init.body))).toEqual(request);
  });

  test("an outcome is set by PATCH on the event's own path, with the id encoded", async () => {
    const { client, sent } = clientAnswering(() => new Response(null, { status: 204 }));
    const update = {
      outcome: "recovered" as const,
      effectiveAt: "2026-04-01T00:00:00Z",
      environment: "sandbox" as const,
      metadata: { plan: "Team" },
    };
    await client.updateCancellation("a/b?c#d ../é", update);
    expect(sent[0]?.url).toBe("https://api.retentbase.com/api/v1/cancellations/a%2Fb%3Fc%23d%20..%2F%C3%A9");
    expect(sent[0]?.init.method).toBe("PATCH");
    expect(JSON.parse(String(sent[0]?.init.body))).toEqual(update);
  });

  test("a session's diagnostics are read, unknown fields included", async () => {
    const body = `{"session_id":"cs_77","status":"completed","environment":"sandbox","user_id":"u_1",
      "created_at":"2026-03-01T00:00:00Z","expires_at":"2026-03-01T00:30:00Z","event_id":"ev_1","outcome":"churned",
      "reason_key":"too_expensive","offer":{"type":"discount","accepted":false,"label":"50% off"},"more":[1]}`;
    const { client, sent } = clientAnswering(jsonAnswer(200, body));
    const session = await client.getCancelSession("cs_77");
    expect(session).toEqual(JSON.parse(body));
    expect(sent[0]?.url).toBe("https://api.retentbase.com/api/v1/cancel-sessions/cs_77");
    expect(sent[0]?.init.method).toBe("GET");
  });

  test("redirects are not followed: they would carry the key away", async () => {
    const { client, sent } = clientAnswering(
      () => new Response(null, { status: 307, headers: { location: "https://evil.example/" } }),
    );
    await expect(client.updateCancellation("ev_1", { outcome: "churned" })).rejects.toMatchObject({
      code: "unexpected_status",
      status: 307,
    });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.init.redirect).toBe("manual");
  });
});

describe("failures", () => {
  const documented: [number, string][] = [
    [400, "invalid_request"],
    [401, "unauthorized"],
    [402, "read_only"],
    [403, "forbidden"],
    [404, "not_found"],
    [409, "conflict"],
    [415, "unsupported_media_type"],
    [429, "rate_limited"],
    [500, "server_error"],
    [503, "server_error"],
    [418, "unexpected_status"],
  ];
  test.each(documented)("status %i is the code %s", async (status, code) => {
    const { client } = clientAnswering(jsonAnswer(status, `{"error":{"code":"of_theirs","message":"no"}}`));
    const error = await client.createCancelLink({ userId: "u_1" }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RetentBaseError);
    expect(error).toMatchObject({ status, code, upstreamCode: "of_theirs" });
  });

  test("Retry-After is read as seconds and as a date", async () => {
    for (const [header, wait] of [
      ["7", 7000],
      ["Sun, 01 Mar 2026 00:01:30 GMT", 90_000],
    ] as const) {
      const { client } = clientAnswering(jsonAnswer(429, "{}", { "retry-after": header }));
      await expect(client.createCancelLink({ userId: "u_1" })).rejects.toMatchObject({ retryAfterMs: wait });
    }
  });

  test("an error keeps the body for the log, shortened and without the key", async () => {
    const { client } = clientAnswering(jsonAnswer(400, `you sent ${apiKey} ${"x".repeat(5000)}`));
    const error = await client.createCancelLink({ userId: "u_1" }).catch((thrown: RetentBaseError) => thrown);
    const { body = "" } = error as RetentBaseError;
    expect(body).toMatch(/^you sent \[redacted\] x+…$/);
    expect(body.length).toBeLessThan(2100);
    expect(String(error)).not.toContain(apiKey);
  });

  test.each([
    ["HTML", "<html>hello</html>"],
    ["nothing", ""],
    ["JSON without the fields", `{"url":"https://cancel.retentbase.com/x"}`],
    ["JSON cut off", `{"url":"https://cancel.ret`],
    ["more than anybody needs", `"${"x".repeat(300_000)}"`],
  ])("a link answer that is %s is an invalid response", async (_, body) => {
    const { client } = clientAnswering(jsonAnswer(200, body));
    await expect(client.createCancelLink({ userId: "u_1" })).rejects.toMatchObject({
      code: "invalid_response",
      status: 200,
    });
  });

  test("a call that hangs ends at its time limit, also in the middle of the body", async () => {
    const hangsAtOnce: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener("abort", () => reject(new Error("aborted"))),
      );
    const hangsInBody: typeof fetch = async (_, init) =>
      new Response(
        new ReadableStream({
          start: (controller) =>
            init?.signal?.addEventListener("abort", () => controller.error(new Error("aborted"))),
        }),
      );
    for (const fetch of [hangsAtOnce, hangsInBody]) {
      const client = createRetentBaseClient({ apiKey, fetch });
      const call = client.createCancelLink({ userId: "u_1" }, { timeoutMs: 5 });
      await expect(call).rejects.toMatchObject({ code: "timeout" });
    }
  });

  test("fetch is not called as a method, which some runtimes refuse", async () => {
    const callers: unknown[] = [];
    async function fetch(this: unknown) {
      callers.push(this);
      return new Response(linkAnswer);
    }
    await createRetentBaseClient({ apiKey, fetch }).createCancelLink({ userId: "u_1" });
    expect(callers).toEqual([undefined]);
  });

  test("a connection that breaks is a network failure with its cause", async () => {
    const cause = new TypeError("fetch failed");
    const { client } = clientAnswering(() => Promise.reject(cause));
    await expect(client.createCancelLink({ userId: "u_1" })).rejects.toMatchObject({
      code: "network",
      cause,
    });
  });
});

describe("misuse", () => {
  test.each<[string, Partial<RetentBaseClientOptions>]>([
    ["apiKey", { apiKey: "" }],
    ["apiKey", { apiKey: "two words" }],
    ["apiKey", { apiKey: "line\nbreak" }],
    ["apiUrl", { apiUrl: "http://api.example" }],
    ["apiUrl", { apiUrl: "https://user:pass@api.example" }],
    ["apiUrl", { apiUrl: "nonsense" }],
    ["timeoutMs", { timeoutMs: 0 }],
  ])("a wrong %s is named at construction", (name, options) => {
    const build = () => createRetentBaseClient({ apiKey, ...options });
    expect(build).toThrow(TypeError);
    expect(build).toThrow(new RegExp(`^${name}: `));
  });

  test("plain http works on loopback alone", () => {
    for (const apiUrl of ["http://localhost:4010", "http://127.0.0.1:4010", "http://[::1]:4010"]) {
      expect(() => createRetentBaseClient({ apiKey, apiUrl })).not.toThrow();
    }
  });

  test("an argument that the docs do not allow is refused before anything is sent", async () => {
    const { client, sent } = clientAnswering(() => new Response());
    const nested = { deep: {} } as unknown as Record<string, string>;
    await expect(client.createCancelLink({ userId: "u_1", metadata: nested })).rejects.toThrow(/metadata/);
    await expect(client.createCancelLink({ userId: "" })).rejects.toThrow(TypeError);
    await expect(client.updateCancellation("..", { outcome: "churned" })).rejects.toThrow(TypeError);
    await expect(client.updateCancellation("e", { outcome: "left" as "churned" })).rejects.toThrow(/outcome/);
    await expect(
      client.updateCancellation("e", { outcome: "churned", effectiveAt: "tomorrow" }),
    ).rejects.toThrow(/effectiveAt/);
    expect(sent).toEqual([]);
  });
});
