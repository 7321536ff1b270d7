import { describe, expect, test } from "vitest";
import { publicUrl, startServer } from "../server-under-test.ts";

/** Posts these bytes and answers status and code. */
async function post(body: string | ReadableStream, headers: Record<string, string>, options = {}) {
  const server = await startServer(options);
  const response = await server.browser.send("/cancel-link", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
    ...(typeof body !== "string" && { duplex: "half" }),
  } as RequestInit);
  const { code } = (await response.json()) as { code?: string };
  return { status: response.status, code, asked: server.retentbase.sent.length };
}

describe("the content type", () => {
  test.each([
    "text/plain",
    "text/plain;application/json",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "*/*",
    "",
  ])("%j is not taken", async (type) => {
    expect(await post("{}", { "content-type": type })).toEqual({
      status: 415,
      code: "unsupported_media_type",
      asked: 0,
    });
  });

  test.each(["application/json", "application/json; charset=utf-8", "Application/JSON", "application/json;"])(
    "%j is JSON",
    async (type) => {
      expect((await post("{}", { "content-type": type })).status).toBe(200);
    },
  );

  test("a form is no way to bring a result, nor JSON one to confirm", async () => {
    const { browser } = await startServer();
    expect((await browser.postForm("/result", { token: "a.b.c" })).status).toBe(415);
    expect((await browser.postJson("/cancel", { event: "ev_00000001" })).status).toBe(415);
  });

  test.each(["gzip", "br", "deflate, gzip"])("an encoding (%s) is not undone", async (encoding) => {
    expect(await post("{}", { "content-encoding": encoding })).toMatchObject({ status: 415, asked: 0 });
  });

  test("the encoding that changes nothing is taken", async () => {
    expect((await post("{}", { "content-encoding": "identity" })).status).toBe(200);
  });
});

describe("the size", () => {
  test("a body that says it is too long is not read", async () => {
    // Waiting for it would never end.
    const body = new ReadableStream();
    const result = await post(body, { "content-length": "65537" });
    expect(result).toEqual({ status: 413, code: "too_large", asked: 0 });
  });

  /** Sends blanks without an end; how much of it was taken is counted. */
  function endless() {
    const sent = { chunks: 0 };
    const body = new ReadableStream({
      pull(controller) {
        sent.chunks += 1;
        controller.enqueue(new TextEncoder().encode(" ".repeat(16_384)));
      },
    });
    return { body, sent };
  }

  test("an endless body is cut off", async () => {
    const result = await post(endless().body, {});
    expect(result).toEqual({ status: 413, code: "too_large", asked: 0 });
  });

  test("an endless body is cut off also where a host lets it lie about its length", async () => {
    const { retent } = await startServer();
    const { body, sent } = endless();
    const headers = { "content-type": "application/json", "content-length": "2" };
    const init = { method: "POST", headers, body, duplex: "half" } as const;
    const response = await retent.fetch(new Request(`${publicUrl}/cancel-link`, init), undefined);
    expect(response.status).toBe(413);
    expect(sent.chunks).toBeLessThan(10);
  });

  test("the limit counts bytes, and a body that just fits is taken", async () => {
    const fitting = `{"a": "${"x".repeat(91)}"}`;
    expect(fitting).toHaveLength(100);
    expect((await post(fitting, {}, { maxBodyBytes: 100 })).status).toBe(200);
    expect((await post(`${fitting} `, {}, { maxBodyBytes: 100 })).status).toBe(413);
    expect((await post(`{"a": "${"é".repeat(60)}"}`, {}, { maxBodyBytes: 100 })).status).toBe(413);
  });

  test("a form is held to it as well, and gets a page", async () => {
    const { browser } = await startServer({ maxBodyBytes: 100 });
    const response = await browser.postForm("/cancel-link", { returnTo: "x".repeat(200) });
    expect(response.status).toBe(413);
    expect(response.headers.get("content-type")).toContain("text/html");
  });
});

describe("what is no JSON object", () => {
  test.each([
    "",
    "{",
    "null",
    "[]",
    "[{}]",
    '"text"',
    "42",
    "true",
    "{'a': 1}",
    "[".repeat(30_000),
    "\u0000",
    `{"a": ${"[".repeat(5000)}${"]".repeat(5000)}}`,
  ])("%j is refused", async (body) => {
    expect(await post(body, {})).toEqual({ status: 400, code: "invalid_request", asked: 0 });
  });

  test("odd but legal JSON is not our fault", async () => {
    const nested = `{"a": ${"[".repeat(30)}${"]".repeat(30)}}`;
    for (const body of [
      "\ufeff{}",
      '{"returnTo": "\\ud800", "a": 1e999}',
      nested,
      '{"mode": {}, "mode": "redirect", "a": {}, "a": []}',
    ]) {
      expect((await post(body, {})).status).toBe(200);
    }
  });

  test.each(["{}", '{"token": 5}', '{"token": null}', '{"token": ["a.b.c"]}'])(
    "%s is no result",
    async (body) => {
      const { browser } = await startServer();
      const response = await browser.postJson("/result", body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: "invalid_request" });
    },
  );
});

test("a body that never ends is given up", async () => {
  const trickle = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("{")),
  });
  expect(await post(trickle, {}, { bodyTimeoutMs: 5 })).toEqual({
    status: 400,
    code: "invalid_request",
    asked: 0,
  });
});

describe("a field", () => {
  const wrong = [7, 0, true, false, {}, ["https://shop.example/"], [[]]];

  test.each([
    ["/cancel-link", "returnTo"],
    ["/cancel-link", "identity"],
    ["/cancel-link", "mode"],
    ["/cancel-link", "preset"],
    ["/cancel-link", "lang"],
    ["/result", "token"],
    ["/result", "lang"],
  ])("of %s that is no text is refused by its name: %s", async (path, name) => {
    const { browser, retentbase, startFlow, token } = await startServer();
    const good = path === "/result" ? { token: token(await startFlow()) } : {};
    const before = retentbase.sent.length;
    for (const value of wrong) {
      const response = await browser.postJson(path, { ...good, [name]: value });
      expect(response.status).toBe(400);
      const detail = expect.stringMatching(new RegExp(`^${name}: `));
      expect(await response.json()).toMatchObject({ code: "invalid_request", detail });
    }
    expect(retentbase.sent.length).toBe(before);
  });

  test("that is not ours is ignored, whatever it holds", async () => {
    const { browser, startFlow, token } = await startServer();
    const others = { subject: 7, event: {}, token: [], userId: null };
    expect((await browser.postJson("/cancel-link", others)).status).toBe(200);
    const result = { ...others, token: token(await startFlow()), returnTo: 7, mode: [] };
    expect((await browser.postJson("/result", result)).status).toBe(200);
  });

  test("that is null counts as left out", async () => {
    const { browser } = await startServer();
    const fields = { returnTo: null, identity: null, mode: null, preset: null, lang: null };
    expect((await browser.postJson("/cancel-link", fields)).status).toBe(200);
    const response = await browser.postJson("/result", { token: null });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: expect.stringMatching(/^token: /) });
  });
});
