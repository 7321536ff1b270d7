import { expect, test, vi } from "vitest";
import type { Emulator } from "../../src/index.ts";
import { call, openLink, rejection, returnUrl, startEmulator } from "../local-emulator.ts";

const linkPath = "/api/v1/cancel-link";
const body = { userId: "user_1", returnUrl };
const event = { eventId: "evt_1", userId: "user_1", reasonKey: "other" };

function control(emulator: Emulator, method: string, fault?: unknown): Promise<Response> {
  return fetch(`${emulator.url}/_emulator/faults`, {
    method,
    ...(fault !== undefined && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(fault),
    }),
  });
}

test("a status hits so many calls and applies nothing", async () => {
  const emulator = await startEmulator();
  const added = await control(emulator, "POST", { status: 503, times: 2 });
  expect(added.status).toBe(201);
  expect(await added.json()).toMatchObject([{ endpoint: "*", status: 503, times: 2, remaining: 2 }]);
  const answers = [];
  for (let each = 0; each < 3; each += 1) answers.push((await call(emulator, linkPath, { body })).status);
  expect(answers).toEqual([503, 503, 200]);
  expect(emulator.state()).toMatchObject({ faults: [], sessions: [{ userId: "user_1" }] });
});

test("Retry-After comes as seconds or as the text given, and the error has its documented form", async () => {
  const emulator = await startEmulator();
  emulator.addFault({ status: 429, retryAfter: 7 });
  emulator.addFault({ status: 429, retryAfter: "Fri, 31 Dec 2027 23:59:59 GMT" });
  const seconds = await call(emulator, linkPath, { body });
  expect(seconds.headers.get("retry-after")).toBe("7");
  expect(await seconds.json()).toEqual({ error: { code: "rate_limited", message: expect.any(String) } });
  const date = await call(emulator, linkPath, { body });
  expect(date.headers.get("retry-after")).toBe("Fri, 31 Dec 2027 23:59:59 GMT");
});

test("a body of its own: JSON, or text as HTML", async () => {
  const emulator = await startEmulator();
  emulator.addFault({ status: 500, body: { odd: [1] } });
  emulator.addFault({ body: "<p>Hello</p>" });
  const first = await call(emulator, linkPath, { body });
  expect([first.status, await first.json()]).toEqual([500, { odd: [1] }]);
  const second = await call(emulator, linkPath, { body });
  expect([second.status, await second.text()]).toEqual([200, "<p>Hello</p>"]);
  expect(second.headers.get("content-type")).toContain("text/html");
});

test("a fault of one endpoint leaves the others alone, until it is cleared", async () => {
  const emulator = await startEmulator();
  emulator.addFault({ endpoint: "update", status: 500, times: 0 });
  await call(emulator, "/api/v1/cancellations", { body: event });
  const patch = () =>
    call(emulator, "/api/v1/cancellations/evt_1", { method: "PATCH", body: { outcome: "churned" } });
  expect((await patch()).status).toBe(500);
  expect((await patch()).status).toBe(500);
  expect(emulator.state().events[0]?.updates).toEqual([]);
  expect((await control(emulator, "DELETE")).status).toBe(204);
  expect((await patch()).status).toBe(200);
});

test.each(["cancel-link", "cancel-sessions", "cancellations", "update"] as const)(
  "%s is hit by its own name",
  async (endpoint) => {
    const emulator = await startEmulator();
    emulator.addFault({ endpoint, status: 418, times: 0 });
    const calls = {
      "cancel-link": () => call(emulator, linkPath, { body }),
      "cancel-sessions": () => call(emulator, "/api/v1/cancel-sessions/cs_1", { method: "GET" }),
      cancellations: () => call(emulator, "/api/v1/cancellations", { body: event }),
      update: () => call(emulator, "/api/v1/cancellations/evt_2", { method: "PATCH", body: {} }),
    };
    const hit: string[] = [];
    for (const [name, send] of Object.entries(calls)) {
      if ((await send()).status === 418) hit.push(name);
    }
    expect(hit).toEqual([endpoint]);
  },
);

test("a dropped connection applies nothing; a lost answer applies", async () => {
  const emulator = await startEmulator();
  emulator.addFault({ drop: true });
  emulator.addFault({ loseAnswer: true });
  await rejection(call(emulator, linkPath, { body }));
  expect(emulator.state().sessions).toEqual([]);
  await rejection(call(emulator, linkPath, { body }));
  expect(emulator.state().sessions).toHaveLength(1);
  expect(emulator.state().requests).toMatchObject([
    { status: null, answerBody: null, fault: "connection dropped" },
    { status: null, answerBody: null, fault: "applied, answer lost" },
  ]);
});

test("a hanging call never ends, until the emulator closes", async () => {
  const emulator = await startEmulator();
  emulator.addFault({ hang: true });
  const settled = vi.fn();
  const hanging = rejection(call(emulator, linkPath, { body })).finally(settled);
  await expect.poll(() => emulator.state().requests).toMatchObject([{ fault: "no answer ever" }]);
  expect((await call(emulator, linkPath, { body })).status).toBe(200);
  expect(settled).not.toHaveBeenCalled();
  await emulator.close();
  await hanging;
});

test("a delay comes before the answer, and closing does not wait for it", async () => {
  const emulator = await startEmulator();
  emulator.addFault({ delayMs: 60 });
  const start = performance.now();
  expect((await call(emulator, linkPath, { body })).status).toBe(200);
  expect(performance.now() - start).toBeGreaterThan(50);
  emulator.addFault({ delayMs: 600_000 });
  const late = rejection(call(emulator, linkPath, { body }));
  await expect.poll(() => emulator.state().faults).toEqual([]);
  await emulator.close();
  await late;
});

test.each([
  ["endpoint", { endpoint: "links", status: 500 }],
  ["status", {}],
  ["status", { status: 42 }],
  ["status", { status: 500, drop: true }],
  ["delayMs", { delayMs: -1 }],
  ["drop", { drop: "yes" }],
  ["retryAfter", { status: 429, retryAfter: "a\r\nb: c" }],
  ["retryAfter", { drop: true, retryAfter: 1 }],
  ["times", { status: 500, times: 1.5 }],
  ["statuss", { statuss: 500 }],
])("a wrong fault is refused and names %s", async (field, fault) => {
  const emulator = await startEmulator();
  const response = await control(emulator, "POST", fault);
  expect(response.status).toBe(400);
  const { error } = (await response.json()) as { error: { message: string } };
  expect(error.message).toMatch(new RegExp(`^${field}: .+`));
  expect(() => emulator.addFault(fault as never)).toThrow(TypeError);
  expect(emulator.state().faults).toEqual([]);
});

test("what is no JSON or no fault form is refused", async () => {
  const { url } = await startEmulator();
  const send = (type: string, text: string) =>
    fetch(`${url}/_emulator/faults`, { method: "POST", headers: { "content-type": type }, body: text });
  expect((await send("application/json", "{")).status).toBe(400);
  expect((await send("text/plain", '{"status":500}')).status).toBe(415);
});

test("a fault comes before the key is looked at", async () => {
  const emulator = await startEmulator();
  emulator.addFault({ status: 502 });
  expect((await call(emulator, linkPath, { body, key: "wrong" })).status).toBe(502);
  await openLink(emulator);
});
