import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createEmulator, type Emulator, type EmulatorOptions } from "@retent/emulator";
import { findFreePort } from "@retent/test-support/ports";
import { startMailHost } from "@retent/test-support/start-mail-host";
import { afterEach, describe, expect, test } from "vitest";
import { goodEnvironment, runToEnd } from "../test-host.ts";

const emulators: Emulator[] = [];
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await Promise.all(emulators.splice(0).map((emulator) => emulator.close()));
});

async function startEmulator(options: EmulatorOptions = {}) {
  const emulator = await createEmulator({ port: 0, ...options });
  emulators.push(emulator);
  return emulator;
}

/** Runs `retent doctor` against a new emulator. */
async function examine(
  env: Record<string, string | undefined> = {},
  options: EmulatorOptions = {},
  now = Date.now(),
) {
  const { url, apiKey, signingSecret } = await startEmulator(options);
  return runToEnd(
    ["doctor"],
    {
      ...goodEnvironment,
      RETENTBASE_API_KEY: apiKey,
      RETENTBASE_SIGNING_SECRET: signingSecret,
      RETENTBASE_API_URL: url,
      RETENTBASE_CANCEL_URL: url,
      ...env,
    },
    { now },
  );
}

/** The same for a server that is reached from outside, with keys that are not published. */
function examineAt(publicUrl: string, env: Record<string, string | undefined>) {
  return examine(
    { RETENT_PUBLIC_URL: publicUrl, ...env },
    {
      apiKey: goodEnvironment.RETENTBASE_API_KEY,
      signingSecret: goodEnvironment.RETENTBASE_SIGNING_SECRET,
      returnHosts: [new URL(publicUrl).hostname],
    },
  );
}

async function serveAt(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
}

const failures = (stdout: string) => stdout.split("\n").filter((line) => line.startsWith("FAIL "));

test("everything passes", async () => {
  const { code, stdout, stderr } = await examine({ RETENT_HEALTH_TOKEN: "health_token_of_these_tests_9Qx2" });
  expect(stdout.trimEnd().split("\n")).toEqual([
    "ok configuration: every variable can be used",
    "ok who ends subscriptions: Nothing on this server ends subscriptions: a person or another system has to, and no notifications are configured, so it has to look at the operator's page.",
    "ok store: it is writable; 0 waiting, 0 failed permanently",
    "ok RetentBase: it creates links (sandbox)",
    "ok advanced API: the workspace can use it",
    "ok clock: agrees with RetentBase's",
  ]);
  expect([code, stderr]).toEqual([0, ""]);
});

test("it warns if a person ends subscriptions but is not notified of cancellations", async () => {
  const { code, stdout } = await examine();
  expect(stdout).toMatch(/^WARN who ends subscriptions: .*nothing reports cancellations to it/m);
  expect(code).toBe(0);
});

describe("the mail host", () => {
  async function examineMail(change: (url: string) => string = (url) => url) {
    const host = await startMailHost();
    const url = change(host.url);
    const { code, stdout } = await examine({
      RETENT_SMTP_URL: url,
      RETENT_MAIL_FROM: "billing@shop.example",
    });
    await host.stop();
    return { code, host, line: /^.* mail: .*$/m.exec(stdout)?.[0] };
  }

  test("is connected to and logged in to, and sent nothing", async () => {
    const { code, host, line } = await examineMail();
    expect([code, line]).toEqual([0, "ok mail: the mail host accepts the login; nothing was sent"]);
    expect(host.mails).toEqual([]);
  });

  test("fails if it refuses the login, without the password", async () => {
    const { code, line } = await examineMail((url) => url.replace("correct", "Hq7Zt2Wp4X"));
    expect(code).toBe(1);
    expect(line).toMatch(/^FAIL mail: .*535.*check the user and password in RETENT_SMTP_URL/);
    expect(line).not.toContain("Hq7Zt2Wp4X");
  });

  test("fails if it can't be reached", async () => {
    const port = await findFreePort();
    const { code, line } = await examineMail((url) => url.replace(/\d+$/, String(port)));
    expect(code).toBe(1);
    expect(line).toMatch(/^FAIL mail: .*ECONNREFUSED.*check the host and port in RETENT_SMTP_URL/);
  });
});

test("it says in one sentence what ends subscriptions, and warns about a default", async () => {
  const undecided = await examine({ RETENT_SETTLE: undefined });
  expect(undecided.stdout).toMatch(
    /^WARN configuration: RETENT_SETTLE is not set, so nothing on this server/m,
  );
  expect(undecided.code).toBe(0);
  const { stdout } = await examine({
    RETENT_NOTIFY_URL: "https://hooks.shop.example/retent",
    RETENT_NOTIFY_SECRET: `whsec_${Buffer.from("random bytes of this very test 1").toString("base64")}`,
  });
  expect(stdout).toMatch(/^ok who ends subscriptions: .* receives each cancellation by notification\.$/m);
});

test.each([
  ["behind", -120_000],
  ["ahead of", 120_000],
])("a clock that is %s RetentBase's fails", async (direction, aheadMs) => {
  const { code, stdout } = await examine({}, {}, Date.now() + aheadMs);
  expect(failures(stdout)).toEqual([
    expect.stringMatching(
      `^FAIL clock: this machine's clock is 1[12]\\d s ${direction} RetentBase's, .* – synchronize it \\(NTP\\)$`,
    ),
  ]);
  expect(code).toBe(1);
});

test("a configured Core plan needs no Advanced API", async () => {
  const { code, stdout } = await examine({ RETENTBASE_PLAN: "core" }, { plan: "core" });
  expect([code, failures(stdout)]).toEqual([0, []]);
});

test.each<[string | undefined, string]>([
  [undefined, "FAIL proxy: RETENT_TRUST_PROXY is not set although RETENT_PUBLIC_URL is https"],
  ["1", "ok proxy: 1 trusted (RETENT_TRUST_PROXY)"],
  ["0", "ok proxy: 0 trusted (RETENT_TRUST_PROXY)"],
])("a public URL with https implies a proxy in front: RETENT_TRUST_PROXY=%s", async (trusted, line) => {
  const { code, stdout } = await examineAt("https://retent.shop.example", { RETENT_TRUST_PROXY: trusted });
  expect(stdout).toContain(line);
  expect(code).toBe(trusted === undefined ? 1 : 0);
});

test.each([
  ["https://shop.example", "https://shop.example,https://www.shop.example", "www.shop.example"],
  ["https://www.shop.example", "https://shop.example", "shop.example"],
])("it warns about a site with and without www.: %s and %s", async (publicUrl, siteOrigins, twin) => {
  const { stdout } = await examineAt(publicUrl, { RETENT_SITE_ORIGINS: siteOrigins });
  const { host } = new URL(publicUrl);
  const line = `WARN host names: RETENT_PUBLIC_URL names ${host} and RETENT_SITE_ORIGINS ${twin}: set RETENT_PUBLIC_URL to`;
  expect(stdout).toContain(line);
});

test.each([
  ["https://shop.example", "https://shop.example,https://blog.example"],
  ["https://retent.shop.example", "https://www.shop.example"],
])("it does not warn about other pairs of names: %s and %s", async (publicUrl, siteOrigins) => {
  const { stdout } = await examineAt(publicUrl, { RETENT_SITE_ORIGINS: siteOrigins });
  expect(stdout).toContain("ok RetentBase:");
  expect(stdout).not.toContain("host names");
});

const states: [string, Record<string, string | undefined>, EmulatorOptions, RegExp][] = [
  [
    "wrong key",
    { RETENTBASE_API_KEY: "rb_key_that_is_wrong_1f" },
    {},
    /^FAIL RetentBase: .*key is wrong \(401\) – .*RETENTBASE_API_KEY again$/,
  ],
  ["read-only workspace", {}, { readOnly: true }, /^FAIL RetentBase: .*read-only \(402\).* – renew it/],
  [
    "Core plan that is not configured",
    {},
    { plan: "core" },
    /^FAIL advanced API: your workspace is on the Core plan \(403\) – set RETENTBASE_PLAN=core or upgrade$/,
  ],
  [
    "return host not on the list",
    {},
    { returnHosts: ["shop.example"] },
    /^FAIL RetentBase: .*return URL's host.* – add the host of RETENT_PUBLIC_URL/,
  ],
  [
    "unexpected cancel host",
    { RETENTBASE_CANCEL_URL: "http://127.0.0.1:1" },
    {},
    /^FAIL RetentBase: its links lead to http\S+, and http:\/\/127\.0\.0\.1:1 is expected – check RETENTBASE_CANCEL_URL$/,
  ],
  [
    "database in a folder that is missing",
    { RETENT_DATABASE_URL: "sqlite:/nowhere/at/all/retent.db" },
    {},
    /^FAIL store: .*can't be used.* – .*RETENT_DATABASE_URL/,
  ],
  [
    "database that is not running",
    { RETENT_DATABASE_URL: "postgres://retent:canary-password@127.0.0.1:1/retent" },
    {},
    /^FAIL store: .*PostgreSQL.* – check RETENT_DATABASE_URL/,
  ],
];

test.each(states)("%s", async (_, env, options, line) => {
  const { code, stdout } = await examine(env, options);
  expect(failures(stdout)).toEqual([expect.stringMatching(line)]);
  expect(code).toBe(1);
  expect(stdout).not.toContain("canary");
});

test.each(["immediate", "exclusive"])("database that another process keeps locked (%s)", async (kind) => {
  const folder = mkdtempSync(join(tmpdir(), "retent-doctor-"));
  const file = join(folder, "retent.db");
  const env = { RETENT_DATABASE_URL: `sqlite:${file}` };
  expect((await examine(env)).code).toBe(0);
  const other = new DatabaseSync(file);
  other.exec(`begin ${kind}`);
  const { code, stdout } = await examine(env);
  expect(failures(stdout)).toEqual([
    expect.stringMatching(
      `^FAIL store: another process holds the lock on ${file} – stop the process that holds it`,
    ),
  ]);
  expect(code).toBe(1);

  other.close();
  expect((await examine(env)).code).toBe(0);
  rmSync(folder, { recursive: true });
});

test("a RetentBase that is down", async () => {
  const url = `http://127.0.0.1:${await findFreePort()}`;
  const { code, stdout } = await examine({ RETENTBASE_API_URL: url });
  expect(failures(stdout)).toEqual([
    expect.stringMatching(/^FAIL RetentBase: it can't be reached – check RETENTBASE_API_URL/),
  ]);
  expect(code).toBe(1);
});

test("a URL that is not an API", async () => {
  const url = await serveAt((_, response) => response.end("<h1>Hello</h1>"));
  const { stdout } = await examine({ RETENTBASE_API_URL: url });
  expect(failures(stdout)).toEqual([
    expect.stringMatching(/127\.0\.0\.1:\d+\S* answered, but not like .*API.* – .*RETENTBASE_API_URL/),
  ]);
});

test("keys that can be fetched", async () => {
  const url = await serveAt((_, response) => response.end('{"keys":[{"kty":"EC"}]}'));
  const { code, stdout } = await examine({
    RETENTBASE_SIGNING_SECRET: undefined,
    RETENTBASE_JWKS_URL: url,
    RETENT_IDENTITY_SECRET: undefined,
    RETENT_IDENTITY_JWKS_URL: url,
  });
  expect(stdout).toContain("ok RETENTBASE_JWKS_URL: 1 key\nok RETENT_IDENTITY_JWKS_URL: 1 key\n");
  expect(code).toBe(0);
});

const jwksFaults: [string, RequestListener | undefined, string][] = [
  ["can't be reached", undefined, "nothing responds at this address – check the domain"],
  [
    "are not there",
    (_, response) => response.writeHead(404).end(),
    "there are no keys at this address (404) – check the domain",
  ],
  [
    "are a web page",
    (_, response) => response.end("<h1>Hello</h1>"),
    "not a list of keys (JWKS) – check the domain",
  ],
  ["are none", (_, response) => response.end('{"keys":[]}'), "not a list of keys (JWKS) – check the domain"],
];

const jwksVariables: [string, string][] = [
  ["RETENTBASE_JWKS_URL", "RETENTBASE_SIGNING_SECRET"],
  ["RETENT_IDENTITY_JWKS_URL", "RETENT_IDENTITY_SECRET"],
];

describe.each(jwksVariables)("%s", (variable, secret) => {
  test.each(jwksFaults)("keys that %s", async (_, listener, text) => {
    const url = listener ? await serveAt(listener) : `http://127.0.0.1:${await findFreePort()}`;
    const { code, stdout } = await examine({ [secret]: undefined, [variable]: url });
    expect(failures(stdout)).toEqual([expect.stringContaining(text)]);
    expect(failures(stdout)[0]).toMatch(`FAIL ${variable}: `);
    expect(code).toBe(1);
  });
});

test("one secret for both identities and results", async () => {
  const shared = "Bv6-4kN9_shared_secret_of_this_test_h2Z8";
  const { code, stdout } = await runToEnd(["doctor"], {
    ...goodEnvironment,
    RETENTBASE_SIGNING_SECRET: `${goodEnvironment.RETENTBASE_SIGNING_SECRET},${shared}`,
    RETENT_IDENTITY_SECRET: shared,
  });
  expect(failures(stdout)).toEqual([
    "FAIL configuration: RETENT_IDENTITY_SECRET can't be used – is the same as RETENTBASE_SIGNING_SECRET: use a secret of its own for each, so that neither can sign for the other",
  ]);
  expect(code).toBe(1);
});

test("configuration faults are printed one per line", async () => {
  const { code, stdout } = await runToEnd(["doctor"], {
    ...goodEnvironment,
    RETENTBASE_API_KEY: "",
    PORT: "canary",
  });
  expect(stdout.trimEnd().split("\n")).toEqual([
    "FAIL configuration: RETENTBASE_API_KEY is empty – set a value or remove it",
    "FAIL configuration: PORT must be an integer from 1 to 65535 – correct it",
  ]);
  expect(code).toBe(1);
});

test("the API key goes where RETENTBASE_AUTH says", async () => {
  const keys: unknown[] = [];
  const url = await serveAt((request, response) => {
    keys.push(request.headers["x-api-key"], request.headers.authorization);
    response.writeHead(401).end("{}");
  });
  await examine({
    RETENTBASE_API_URL: url,
    RETENTBASE_AUTH: "x-api-key",
    RETENTBASE_API_KEY: "rb_key_4f1c9a",
  });
  expect(keys).toEqual(["rb_key_4f1c9a", undefined]);
});
