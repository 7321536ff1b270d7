import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createEmulator, type Emulator } from "@retent/emulator";
import { findFreePort } from "@retent/test-support/ports";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { run } from "../../src/command-line.ts";
import { type Child, startChild } from "../child-server.ts";
import { identityToken } from "../identity-token.ts";
import { createTestHost, runToEnd } from "../test-host.ts";

/** Recognisable in any output. */
const secrets = {
  RETENTBASE_API_KEY: "rb_canary_1_Hq7Zt2",
  RETENTBASE_SIGNING_SECRET: "canary_2_Wp4Xv9_signing_secret_of_these_tests",
  RETENT_IDENTITY_SECRET: "canary_3_Jn6Rb8_identity_secret_of_these_tests",
};

let emulator: Emulator;
let folder: string;
const children: Child[] = [];

beforeAll(async () => {
  emulator = await createEmulator({
    port: 0,
    apiKey: secrets.RETENTBASE_API_KEY,
    signingSecret: secrets.RETENTBASE_SIGNING_SECRET,
  });
  folder = mkdtempSync(join(tmpdir(), "retent-serve-"));
});

afterEach(() => {
  for (const { process } of children.splice(0)) process.kill("SIGKILL");
});

afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

async function environment(overrides: Record<string, string> = {}) {
  const port = await findFreePort();
  return {
    ...secrets,
    RETENTBASE_WORKSPACE_KEY: emulator.workspaceKey,
    RETENTBASE_API_URL: emulator.url,
    RETENTBASE_CANCEL_URL: emulator.url,
    RETENT_PUBLIC_URL: `http://127.0.0.1:${port}`,
    RETENT_DATABASE_URL: `sqlite:${join(folder, `${port}.db`)}`,
    PORT: String(port),
    ...overrides,
  };
}

async function startServer(overrides?: Record<string, string>) {
  const env = await environment(overrides);
  const child = startChild(["serve"], env);
  children.push(child);
  await child.printed('"listening"');
  return { child, base: `${env.RETENT_PUBLIC_URL}/api` };
}

/** How many faults wait for a call. */
const faults = () => emulator.state().faults.length;

function postLink(base: string, identity: string, headers: Record<string, string> = {}) {
  return fetch(`${base}/cancel-link?secret-query=1`, {
    method: "POST",
    headers: { origin: "null", cookie: "canary_4_cookie=1", ...headers },
    body: new URLSearchParams({ identity }),
    redirect: "manual",
  });
}

test("a whole flow, with a log that holds no secret, no user and no token", async () => {
  const { child, base } = await startServer({ LOG_LEVEL: "trace" });
  const health = await fetch(`${base}/health`);
  expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);

  const identity = identityToken("canary_5_user", secrets.RETENT_IDENTITY_SECRET);
  const started = await postLink(base, identity);
  expect(started.status).toBe(303);
  const hosted = new URL(started.headers.get("location") ?? "");
  expect(hosted.origin).toBe(emulator.url);

  const { sessionId } = emulator.state().sessions.at(-1) ?? {};
  const cookies = started.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  const eventId = /"eventId":"([^"]+)"/.exec(child.output())?.[1] ?? "";
  const token = await emulator.signResultToken({
    sub: "canary_5_user",
    session_id: sessionId,
    event_id: eventId,
    reason_text: "canary_6_words",
  });
  const result = await fetch(`${base}/result`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: cookies.join("; "), origin: new URL(base).origin },
    body: JSON.stringify({ token }),
  });
  expect([result.status, await result.json()]).toMatchObject([
    200,
    { status: "settled", outcome: "churned" },
  ]);
  // Refused ones also leave traces.
  expect((await postLink(base, identityToken("x", "canary_7_of_another_merchant_altogether"))).status).toBe(
    401,
  );
  await fetch(`${base}/result`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: `${token}x` }),
  });
  const limited = emulator.addFault({
    endpoint: "cancel-link",
    status: 500,
    body: `no ${secrets.RETENTBASE_API_KEY}`,
  });
  expect(limited).toHaveLength(1);
  expect((await postLink(base, identity)).status).toBe(303);

  child.process.kill("SIGTERM");
  expect(await child.exited).toBe(0);
  const output = child.output();
  for (const secret of [
    ...Object.values(secrets),
    hosted.pathname,
    token,
    identity,
    cookies[0] ?? "no cookie",
  ]) {
    expect(output).not.toContain(secret);
  }
  expect(output).not.toMatch(/canary_\d|secret-query/);
  const lines = output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
  expect(lines).toContainEqual({
    level: "info",
    time: expect.any(String),
    method: "POST",
    path: "/api/cancel-link",
    status: 303,
    durationMs: expect.any(Number),
    msg: "request",
  });
  expect(lines.map(({ event }) => event)).toEqual(
    expect.arrayContaining(["link_created", "result_accepted", "settled", "identity_refused", "link_failed"]),
  );
});

test("open requests are finished after SIGTERM, and no more are accepted", async () => {
  const { child, base } = await startServer();
  const { hostname, port } = new URL(base);
  const idle = connect(Number(port), hostname);
  await once(idle, "connect");
  const closed = once(idle, "close");
  // RetentBase takes its time, so that the request is under way when the signal comes.
  emulator.addFault({ endpoint: "cancel-link", delayMs: 700 });
  const answer = postLink(base, identityToken("user_1", secrets.RETENT_IDENTITY_SECRET));
  await expect.poll(faults).toBe(0);
  child.process.kill("SIGTERM");
  await child.printed('"stopping"');
  await closed;
  await expect(fetch(`${base}/health`)).rejects.toThrow();
  expect((await answer).status).toBe(303);
  expect(await child.exited).toBe(0);
});

test("a second signal stops it immediately, but the echo of the first does not", async () => {
  const env = await environment();
  const { host, written, clock, signal, listeners } = createTestHost(env);
  clock.now = Date.now();
  const running = run(["serve"], host);
  await expect.poll(() => written.stdout).toContain('"listening"');
  emulator.addFault({ endpoint: "cancel-link", delayMs: 2000 });
  const base = `${env.RETENT_PUBLIC_URL}/api`;
  const answer = postLink(base, identityToken("user_1", secrets.RETENT_IDENTITY_SECRET)).catch(
    () => "broken off",
  );
  await expect.poll(faults).toBe(0);
  signal();
  clock.now += 5;
  signal();
  await expect.poll(() => written.stdout).toContain('"stopping"');
  expect(written.stdout).not.toContain("stopped");
  clock.now += 1000;
  signal();
  expect(await running).toBe(1);
  expect(await answer).toBe("broken off");
  expect(written.stdout).toContain("stopped before everything was finished");
  expect(listeners.size).toBe(0);
});

test("faults of the environment stop it, one line each", async () => {
  const { code, stdout, stderr } = await runToEnd(["serve"], {
    ...secrets,
    PORT: "http",
    RETENT_SITE: "canary",
  });
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr.trimEnd().split("\n")).toEqual([
    "retent: the environment can't be used",
    "PORT must be an integer from 1 to 65535",
    expect.stringMatching(/^RETENT_SITE is not known/),
  ]);
});

test("a port that is in use is reported in one line", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const port = (other.address() as { port: number }).port;
  const { code, stderr } = await runToEnd(["serve"], await environment({ PORT: String(port) }));
  other.close();
  expect(code).toBe(1);
  expect(stderr).toBe(
    `retent: port ${port} is in use: if this server is running already, press Ctrl-C in its window; else stop the process that uses the port, or set PORT to another one\n`,
  );
});

test("a store that can't be opened is reported in one line", async () => {
  const database = `sqlite:${join(folder, "missing", "retent.db")}`;
  const { code, stderr } = await runToEnd(["serve"], await environment({ RETENT_DATABASE_URL: database }));
  expect(code).toBe(1);
  expect(stderr).toMatch(/^retent: the SQLite file .* – create its folder .*RETENT_DATABASE_URL.*\n$/);
});

test("a store that another process keeps locked is reported in one line", async () => {
  const file = join(folder, "locked.db");
  const other = new DatabaseSync(file);
  other.exec("begin exclusive");
  const { code, stderr } = await runToEnd(
    ["serve"],
    await environment({ RETENT_DATABASE_URL: `sqlite:${file}` }),
  );
  other.close();
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^retent: another process holds the lock on .*locked\.db – stop the process that holds it.*\n$/,
  );
});
