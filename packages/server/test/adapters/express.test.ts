import express, { type RequestHandler } from "express";
import { describe, expect, test } from "vitest";
import { json, listen, post } from "./express-app.ts";

const stacks: [string, RequestHandler[]][] = [
  ["that reads no bodies", []],
  ["that reads JSON and forms", [express.json(), express.urlencoded({ extended: true })]],
];

describe.each(stacks)("in an Express app %s", (_, middlewares) => {
  test("script gets a link and the cancellation's cookie, and brings the result back", async () => {
    const { base, token, store } = await listen(middlewares);
    const response = await post(`${base}/cancel-link`, '{"returnTo": "/plans"}', json);
    expect(response.status).toBe(200);
    const link = (await response.json()) as { eventId: string };
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^retent_flow_.+; Path=\/api\/retent; .*HttpOnly/);

    const { sessionId = "" } = (await store.find(link.eventId)) ?? {};
    const body = JSON.stringify({ token: token({ eventId: link.eventId, sessionId: sessionId ?? "" }) });
    const headers = { ...json, cookie: cookie.split(";")[0] ?? "" };
    const result = await post(`${base}/result`, body, headers);
    expect(await result.json()).toMatchObject({
      status: "settled",
      returnTo: expect.stringMatching(/\/plans$/),
    });
  });

  test("a form is led to the hosted page, and the plain page's form to its receipt", async () => {
    const { base, origin } = await listen(middlewares);
    const link = await post(`${base}/cancel-link`, new URLSearchParams({ returnTo: "/plans" }), {});
    expect(link.status).toBe(303);
    expect(link.headers.get("location")).toMatch(/^https:\/\/cancel\.retentbase\.com\//);

    const confirmed = await post(`${base}/cancel`, new URLSearchParams({ event: "ev_00000001" }), {});
    expect(confirmed.status).toBe(303);
    const receipt = await fetch(new URL(confirmed.headers.get("location") ?? "", origin));
    expect(await receipt.text()).toContain("We have received your cancellation");
  });

  test("problems are ours, what lies beside is the app's", async () => {
    const { base, origin } = await listen(middlewares);
    const missing = await fetch(`${base}/nothing`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ code: "not_found" });
    expect((await post(`${base}/cancel-link`, "{}", { "content-type": "text/plain" })).status).toBe(415);
    expect((await fetch(`${base}/cancel-link`, { method: "DELETE" })).status).toBe(405);
    expect(await (await fetch(`${origin}/api/retentx/health`)).text()).toBe("the app's own 404");
  });

  test("HEAD, OPTIONS and the query work", async () => {
    const { base } = await listen(middlewares);
    expect((await fetch(`${base}/health`, { method: "HEAD" })).status).toBe(200);
    expect((await fetch(`${base}/health?deep=1`)).status).toBe(401);
    const options = await fetch(`${base}/cancel-link`, { method: "OPTIONS" });
    expect(options.headers.get("allow")).toBe("GET, HEAD, POST, OPTIONS");
  });
});

test("identify gets Express's own request", async () => {
  const session: RequestHandler = (request, _, next) => {
    Object.assign(request, { user: { id: "user_of_express" } });
    next();
  };
  const { base, retentbase } = await listen([session], {
    identify: (request, native) => {
      expect(request).toBeInstanceOf(Request);
      return { userId: (native as { user: { id: string } }).user.id };
    },
  });
  expect((await post(`${base}/cancel-link`, "{}", json)).status).toBe(200);
  expect(retentbase.sent[0]?.body.userId).toBe("user_of_express");
});

test("the Host header decides nothing", async () => {
  const { base, retentbase } = await listen();
  await post(`${base}/cancel-link`, "{}", {
    ...json,
    "x-forwarded-host": "evil.example",
    forwarded: "host=evil.example",
  });
  expect(retentbase.sent[0]?.body.returnUrl).toBe(`${base}/return`);
});

test("several cookies are set one by one", async () => {
  const { base } = await listen();
  const old = Array.from({ length: 22 }, (_, index) => `retent_flow_old_${index}=x`).join("; ");
  const response = await post(`${base}/cancel-link`, "{}", { ...json, cookie: old });
  const cookies = response.headers.getSetCookie();
  expect(cookies).toHaveLength(4);
  expect(cookies.filter((cookie) => cookie.includes("Max-Age=0"))).toHaveLength(3);
});

test("a body that says it is too long is refused before it is read", async () => {
  const { base, retentbase } = await listen();
  const response = await post(`${base}/cancel-link`, " ".repeat(70_000), json);
  expect(response.status).toBe(413);
  expect(retentbase.sent).toEqual([]);
});

test("a body without length that grows too long is answered 413", async () => {
  const { base } = await listen();
  let chunks = 0;
  const body = new ReadableStream({
    pull(controller) {
      chunks += 1;
      if (chunks > 20) controller.close();
      else controller.enqueue(new TextEncoder().encode(" ".repeat(16_384)));
    },
  });
  expect((await post(`${base}/cancel-link`, body, json)).status).toBe(413);
});

test("a body that is broken off harms no other request", async () => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const watch: RequestHandler = (_, __, next) => {
    arrive();
    next();
  };
  const { base, retentbase } = await listen([watch]);
  const controller = new AbortController();
  const body = new ReadableStream({
    start(stream) {
      stream.enqueue(new TextEncoder().encode('{"returnTo": '));
    },
  });
  const init = { method: "POST", headers: json, body, duplex: "half", signal: controller.signal };
  const broken = fetch(`${base}/cancel-link`, init as RequestInit).catch(() => "broken off");
  await arrived;
  controller.abort();
  expect(await broken).toBe("broken off");
  expect((await fetch(`${base}/health`)).status).toBe(200);
  expect(retentbase.sent).toEqual([]);
});
