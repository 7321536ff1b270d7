import { request } from "node:http";
import { expect, test } from "vitest";
import { call, churn, openLink, postForm, returnUrl, startEmulator } from "../local-emulator.ts";

const evil = `"><img src=x onerror=alert(1)>`;

/** A call with headers that `fetch` does not let through; resolves to the status. */
function send(url: string, method: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject).end();
  });
}

test("shows events, sessions and calls without a script", async () => {
  const emulator = await startEmulator();
  await churn(await openLink(emulator, { userId: "user_ada", metadata: { eventId: "evt_1" } }));
  const body = { outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" };
  await call(emulator, "/api/v1/cancellations/evt_1", { method: "PATCH", body });
  for (const path of ["/", "/_emulator"]) {
    const response = await fetch(emulator.url + path);
    expect(response.headers.get("content-security-policy")).toContain("script-src 'sha256-");
    const page = await response.text();
    expect(page).toContain("<h3>user_ada</h3>");
    expect(page).toContain("effective 2026-03-31T00:00:00Z");
    expect(page).toMatch(/<details id="request-2" class="request updated">/);
    expect(page).toMatch(/<h3>Request<\/h3>\s*<pre[^>]*>\{\s*&quot;outcome&quot;: &quot;churned&quot;/);
    expect(page).toMatch(/<time datetime="[^"]+">\d{1,2} \w+ \d{4}, \d{2}:\d{2}:\d{2}</);
    expect(page.indexOf('id="request-2"')).toBeLessThan(page.indexOf('id="request-1"'));
  }
});

test("never shows a key, a link's secret or a token", async () => {
  const emulator = await startEmulator({ apiKey: "local_key_1", signingSecret: "local_secret_".repeat(3) });
  const link = await openLink(emulator);
  const token = await churn(link);
  await call(emulator, "/api/v1/cancel-link", { text: emulator.apiKey, key: "a_wrong_key" });
  const metadata = { key: emulator.apiKey, secret: emulator.signingSecret, token };
  const event = { eventId: "evt_1", userId: "u", reasonKey: "other", metadata };
  await call(emulator, `/api/v1/cancellations/${token}`, { body: event });
  const linkSecret = new URL(link.url).pathname.replace("/c/", "");
  expect(linkSecret.length).toBeGreaterThan(20);
  const texts = [
    await (await fetch(emulator.url)).text(),
    await (await fetch(`${emulator.url}/_emulator/state`)).text(),
  ];
  for (const text of texts) {
    for (const secret of [emulator.apiKey, emulator.signingSecret, "a_wrong_key", linkSecret, token]) {
      expect(text).not.toContain(secret);
    }
  }
  expect(emulator.state().requests.map(({ auth, status }) => [auth, status])).toEqual([
    ["valid", 200],
    ["invalid", 401],
    ["valid", 405],
  ]);
});

test("escapes what callers and customers wrote", async () => {
  const emulator = await startEmulator();
  const link = await openLink(emulator, { userId: evil, metadata: { eventId: evil } });
  await churn(link, evil);
  await call(emulator, `/api/v1/cancellations/${encodeURIComponent(evil)}`, {
    method: "PATCH",
    body: { outcome: "churned", metadata: { [evil]: evil } },
  });
  await call(emulator, "/api/v1/cancel-link", { text: evil });
  const page = await (await fetch(emulator.url)).text();
  expect(page).toContain("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;");
  expect(page).not.toContain("<img");
});

test("tells listeners of every change", async () => {
  const emulator = await startEmulator();
  const response = await fetch(`${emulator.url}/_emulator/events`);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("retry:")) text += (await reader?.read())?.value;
  expect(text).not.toContain("event: change");
  await openLink(emulator);
  while (!text.includes("event: change\n")) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) throw new Error("the stream ended without a change");
    text += chunk.value;
  }
  await emulator.close();
  await reader?.cancel().catch(() => {});
});

test("state and reset, as JSON and as a form", async () => {
  const emulator = await startEmulator();
  await churn(await openLink(emulator));
  emulator.addFault({ drop: true });
  const state = await (await fetch(`${emulator.url}/_emulator/state`)).json();
  expect(state).toEqual(emulator.state());
  expect(state).toMatchObject({
    sessions: [{ returnUrl, status: "completed" }],
    events: [{ outcome: null }],
    requests: [
      {
        id: 1,
        method: "POST",
        path: "/api/v1/cancel-link",
        status: 200,
        auth: "valid",
        requestBody: { userId: "user_1" },
        answerBody: { environment: "sandbox" },
        fault: null,
      },
    ],
    faults: [{ drop: true }],
  });
  expect((await fetch(`${emulator.url}/_emulator/reset`, { method: "POST" })).status).toBe(204);
  expect(emulator.state()).toEqual({ sessions: [], events: [], requests: [], faults: [] });
  const form = await postForm(`${emulator.url}/_emulator/reset`);
  expect([form.status, form.headers.get("location")]).toEqual([303, "/"]);
});

test("faults by forms", async () => {
  const emulator = await startEmulator();
  const at = `${emulator.url}/_emulator/faults`;
  const fields = {
    endpoint: "update",
    effect: "status",
    status: "429",
    retryAfter: "2",
    delayMs: "",
    times: "0",
  };
  expect((await postForm(at, fields)).status).toBe(303);
  await postForm(at, { effect: "drop", times: "3" });
  expect(emulator.state().faults).toMatchObject([
    { endpoint: "update", status: 429, retryAfter: 2, times: 0, remaining: null },
    { endpoint: "*", drop: true, remaining: 3 },
  ]);
  expect((await postForm(at, { effect: "nothing" })).status).toBe(400);
  expect((await postForm(`${at}/clear`)).status).toBe(303);
  expect(emulator.state().faults).toEqual([]);
});

test.each([
  ["sec-fetch-site", "cross-site"],
  ["sec-fetch-site", "same-site"],
  ["origin", "https://evil.example"],
  ["origin", "null"],
  ["origin", "http://127.0.0.1:1"],
])("refuses to change anything for a page with %s: %s", async (name, value) => {
  const emulator = await startEmulator();
  emulator.addFault({ drop: true });
  for (const [method, path] of [
    ["POST", "reset"],
    ["POST", "faults"],
    ["DELETE", "faults"],
    ["POST", "faults/clear"],
  ] as const) {
    expect(await send(`${emulator.url}/_emulator/${path}`, method, { [name]: value })).toBe(403);
  }
  expect(emulator.state().faults).toHaveLength(1);
});

test("its own page may", async () => {
  const { url } = await startEmulator();
  expect(await send(`${url}/_emulator/reset`, "POST", { "sec-fetch-site": "same-origin" })).toBe(204);
  expect(await send(`${url}/_emulator/reset`, "POST", { origin: url })).toBe(204);
});

test("refuses a Host that is not this machine's", async () => {
  const { url } = await startEmulator();
  const host = { host: "rebound.example:4010" };
  for (const path of ["/", "/_emulator", "/_emulator/state", "/_emulator/events"]) {
    expect(await send(url + path, "GET", host)).toBe(403);
  }
  expect(await send(`${url}/_emulator/reset`, "POST", host)).toBe(403);
  const { port } = new URL(url);
  expect(await send(`${url}/_emulator/state`, "GET", { host: `localhost:${port}` })).toBe(200);
});

test("404 and 405", async () => {
  const { url } = await startEmulator();
  expect((await fetch(`${url}/_emulator/nothing`)).status).toBe(404);
  const response = await fetch(`${url}/_emulator/faults`, { method: "PUT" });
  expect([response.status, response.headers.get("allow")]).toEqual([405, "POST, DELETE"]);
});

test("keeps the last 1,000 calls and shows the last 200", async () => {
  const emulator = await startEmulator();
  for (let batch = 0; batch < 10; batch += 1) {
    await Promise.all(Array.from({ length: 101 }, () => call(emulator, "/api/v1/none", { method: "GET" })));
  }
  const ids = emulator.state().requests.map(({ id }) => id);
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([1000, 11, 1010]);
  const page = await (await fetch(emulator.url)).text();
  expect(page.match(/<details id="request-/g)).toHaveLength(200);
  expect(page).toContain('<details id="request-1010"');
});
