import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createEmulator, type EmulatorOptions, emulatorDefaults } from "../src/index.ts";
import { call, churn, openLink, postForm, rejection, startEmulator } from "./local-emulator.ts";

const folder = () => mkdtempSync(join(tmpdir(), "emulator-"));

test("listens on loopback with local defaults", async () => {
  const emulator = await startEmulator();
  expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(emulator).toMatchObject({
    apiKey: emulatorDefaults.apiKey,
    signingSecret: emulatorDefaults.signingSecret,
    workspaceKey: emulatorDefaults.workspaceKey,
    issuer: emulator.url,
  });
  expect(new TextEncoder().encode(emulator.signingSecret).length).toBeGreaterThanOrEqual(32);
});

test.each([
  ["host", { host: "0.0.0.0" }],
  ["host", { host: "example.com" }],
  ["port", { port: 70_000 }],
  ["apiKey", { apiKey: "" }],
  ["apiKey", { apiKey: "rb_live_123" }],
  ["apiKey", { apiKey: "myLiveKey" }],
  ["apiKey", { apiKey: "PRODUCTION-1" }],
  ["workspaceKey", { workspaceKey: "ws-prod" }],
  ["signingSecret", { signingSecret: "short" }],
  ["signingSecret", { signingSecret: `live_${"x".repeat(32)}` }],
  ["plan", { plan: "pro" }],
  ["readOnly", { readOnly: "no" }],
  ["returnHosts", { returnHosts: "localhost" }],
  ["returnUrl", { returnUrl: "https://elsewhere.example/" }],
  ["linkLifetimeSeconds", { linkLifetimeSeconds: 0 }],
  ["now", { now: 1 }],
  ["portt", { portt: 1 }],
])("refuses a wrong %s in one line", async (name, options) => {
  const error = await rejection(createEmulator({ port: 0, ...options } as EmulatorOptions));
  expect(error).toBeInstanceOf(TypeError);
  expect(error.message).toMatch(new RegExp(`^createEmulator: ${name}: [^\n]+$`));
});

test("a key with live or prod inside a word is fine", async () => {
  await startEmulator({ apiKey: "olive_reproduced_key" });
});

test("a taken port is named", async () => {
  const port = Number(new URL((await startEmulator()).url).port);
  const error = await rejection(createEmulator({ port }));
  expect(error.message).toMatch(new RegExp(`^port ${port} is taken`));
});

test("return hosts with and without a port", async () => {
  const emulator = await startEmulator({ returnHosts: ["app.example.com", "localhost:8080"] });
  const status = async (returnUrl: string) =>
    (await call(emulator, "/api/v1/cancel-link", { body: { userId: "u", returnUrl } })).status;
  expect(await status("https://app.example.com:444/x")).toBe(200);
  expect(await status("http://localhost:8080/")).toBe(200);
  expect(await status("http://localhost:8081/")).toBe(400);
  expect(await status("https://app.example.com.evil.example/")).toBe(400);
});

test("with a state file nothing is lost in a restart, and the file holds no secret", async () => {
  const dir = folder();
  const stateFile = join(dir, "state.json");
  const first = await startEmulator({ stateFile });
  const open = await openLink(first, { userId: "user_open" });
  await postForm(open.url, { reason: "switching" });
  await churn(await openLink(first, { metadata: { eventId: "evt_1" } }));
  const body = { outcome: "churned" };
  await call(first, "/api/v1/cancellations/evt_1", { method: "PATCH", body });
  const { sessions, events } = first.state();
  await first.close();

  const second = await startEmulator({ stateFile });
  expect(second.state()).toEqual({ sessions, events, requests: [], faults: [] });
  const { pathname } = new URL(open.url);
  expect((await postForm(`${second.url}${pathname}/confirm`)).status).toBe(303);
  expect(second.state().events).toHaveLength(2);
  const text = readFileSync(stateFile, "utf8");
  expect(text).not.toContain(pathname.replace("/c/", ""));
  expect(text).not.toContain(second.apiKey);
  expect(readdirSync(dir)).toEqual(["state.json"]);

  second.reset();
  await second.close();
  expect((await startEmulator({ stateFile })).state().sessions).toEqual([]);
});

test("a state file that can't be used is named", async () => {
  const broken = join(folder(), "state.json");
  writeFileSync(broken, '{"sessions": [1], "events": []}');
  expect((await rejection(createEmulator({ port: 0, stateFile: broken }))).message).toContain(broken);
  const nowhere = join(folder(), "none", "state.json");
  expect((await rejection(createEmulator({ port: 0, stateFile: nowhere }))).message).toContain(nowhere);
});

test("closing twice is fine, and the port is free afterwards", async () => {
  const emulator = await startEmulator();
  await Promise.all([emulator.close(), emulator.close()]);
  await emulator.close();
  await startEmulator({ port: Number(new URL(emulator.url).port) });
});
