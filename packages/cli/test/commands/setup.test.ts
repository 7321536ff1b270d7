import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { parseEnv } from "node:util";
import { createEmulator, type Emulator } from "@retent/emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run } from "../../src/command-line.ts";
import { createTestHost, identitySecret, runToEnd, signingSecret } from "../test-host.ts";

const apiKey = "rb_key_of_these_tests_4f1c9a";

let folder: string;
let emulator: Emulator;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "retent-setup-"));
  emulator = await createEmulator({ port: 0, apiKey, signingSecret });
});

afterEach(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

const file = () => join(folder, "retent.env");
const values = () => ({ ...parseEnv(readFileSync(file(), "utf8")) });

/** Answers as a script would. The emulator is named in the environment, and all else is asked. */
function answer(lines: string[], env = {}) {
  const hosts = { RETENTBASE_API_URL: emulator.url, RETENTBASE_CANCEL_URL: emulator.url };
  return runToEnd(["setup"], { ...hosts, ...env }, { lines, folder, now: Date.now() });
}

/** The answers by their questions; those in `changes` replace some. */
function answers(changes: Record<string, string | string[]> = {}): string[] {
  return Object.entries({
    environment: "",
    publicUrl: "",
    origins: "https://shop.example",
    brand: "Shop & Söhne",
    apiKey,
    plan: "",
    result: "",
    signingSecret,
    workspaceKey: "none",
    identity: "secret",
    identitySecret,
    audience: "",
    issuer: "",
    userClaim: "",
    database: "",
    databaseFile: "sqlite::memory:",
    settle: "",
    notifyUrl: "",
    healthToken: "",
    write: "",
    ...changes,
  }).flatMap((line) => line[1]);
}

test("the answers become a file that the server starts with, which its owner alone may read", async () => {
  const { code, stdout, stderr } = await answer(answers());
  expect([code, stderr]).toEqual([0, ""]);
  expect(values()).toEqual({
    RETENTBASE_ENVIRONMENT: "sandbox",
    RETENT_PUBLIC_URL: "http://localhost:8787",
    RETENT_SITE_ORIGINS: "https://shop.example",
    RETENT_BRAND_NAME: "Shop & Söhne",
    RETENTBASE_API_KEY: apiKey,
    RETENTBASE_PLAN: "advanced",
    RETENTBASE_SIGNING_SECRET: signingSecret,
    RETENT_IDENTITY_SECRET: identitySecret,
    RETENT_IDENTITY_USER_CLAIM: "sub",
    RETENT_DATABASE_URL: "sqlite::memory:",
    RETENT_SETTLE: "manual",
    RETENT_HEALTH_TOKEN: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(stdout).toContain("ok RetentBase: it creates links (sandbox)");
  expect(stdout).toContain("npx retent serve --env-file retent.env");
  for (const secret of [apiKey, signingSecret, identitySecret, values().RETENT_HEALTH_TOKEN])
    expect(stdout).not.toContain(secret);
  const env = { RETENTBASE_API_URL: emulator.url, RETENTBASE_CANCEL_URL: emulator.url };
  const doctor = await runToEnd(["doctor", "--env-file", "retent.env"], env, { folder, now: Date.now() });
  expect([doctor.code, doctor.stderr]).toEqual([0, ""]);
});

test("each answer is tried, and asked for again with what is wrong", async () => {
  const { code, stdout } = await answer(
    answers({
      publicUrl: ["shop", ""],
      origins: ["https://*.shop.example", "https://shop.example"],
      apiKey: ["rb_wrong_key_of_these_tests", apiKey],
      result: ["token", "secret"],
      signingSecret: ["", "Zq8-3vT1_short_b6W2", signingSecret],
      identitySecret: [signingSecret.slice(0, 8), identitySecret],
    }),
  );
  expect(code).toBe(0);
  for (const text of [
    "RETENT_PUBLIC_URL must be an absolute http(s) URL",
    "RETENT_SITE_ORIGINS must name each host in full",
    "FAIL RetentBase: the API key is wrong (401)",
    "Enter one of secret, short, jwks, session.",
    "RETENTBASE_SIGNING_SECRET is needed.",
    "RETENTBASE_SIGNING_SECRET is too short",
    "RETENT_IDENTITY_SECRET can't be used",
  ])
    expect(stdout).toContain(text);
  expect(stdout).not.toContain("rb_wrong_key");
  expect(values()).toMatchObject({ RETENTBASE_API_KEY: apiKey, RETENTBASE_SIGNING_SECRET: signingSecret });
});

test("a value that fails its check is kept if the operator says so", async () => {
  await emulator.close();
  const { code, stdout } = await answer(answers({ apiKey: [apiKey, "keep"], plan: ["", "keep"] }));
  expect(stdout).toContain("FAIL RetentBase: it can't be reached");
  expect([code, values().RETENTBASE_API_KEY]).toEqual([0, apiKey]);
});

test("of a file that exists, only what is answered differently changes", async () => {
  await answer(answers());
  const before = readFileSync(file(), "utf8");
  const written = `# mine\n${before.replace("RETENT_SETTLE=", "RETENT_SETTLE = ")}OTHER="1 2"\n`;
  writeFileSync(file(), written);
  chmodSync(file(), 0o644);
  const enterAlone = Array(20).fill("");
  expect(await answer(enterAlone)).toMatchObject({ code: 0 });
  expect(readFileSync(file(), "utf8")).toBe(written);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  await answer(enterAlone.with(2, "https://new.example").with(18, "none"));
  expect(readFileSync(file(), "utf8")).toBe(
    written.replace("https://shop.example", "https://new.example").replace(/^RETENT_HEALTH_TOKEN.*\n/m, ""),
  );
  expect(readdirSync(folder)).toEqual(["retent.env"]);
});

test("what no longer belongs to a choice is removed", async () => {
  await answer(answers());
  const webhook = ["webhook", "", `${emulator.url}/hook`, "keep", ""];
  await answer([...Array(16).fill(""), ...webhook, "", "y"]);
  expect(values()).toMatchObject({
    RETENT_SETTLE: "webhook",
    RETENT_BILLING_URL: `${emulator.url}/hook`,
    RETENT_BILLING_SECRET: expect.stringMatching(/^whsec_/),
  });
  await answer([...Array(16).fill(""), "manual", "", "", ""]);
  expect(values()).not.toHaveProperty("RETENT_BILLING_URL");
});

test.each([
  ["an input that ends", answers().slice(0, 8), 1, "setup: the input ended before the last answer"],
  ["a no at the end", answers({ write: "n" }), 0, ""],
])("%s writes nothing", async (_, lines, status, text) => {
  const { code, stderr } = await answer(lines);
  expect(code).toBe(status);
  expect(stderr).toContain(text);
  expect(readdirSync(folder).filter((name) => name.startsWith("retent.env"))).toEqual([]);
});

test("a value over several lines is left to the operator", async () => {
  writeFileSync(file(), 'A="one\ntwo"\n');
  const { code, stderr } = await answer([]);
  expect([code, stderr]).toEqual([
    1,
    "retent: setup: retent.env has a value over several lines, which setup can't change: change the file by hand\n",
  ]);
});

test("a variable of the process that wins over the file is named", async () => {
  const { stdout } = await answer(answers(), { RETENT_AFTER_URL: "https://shop.example/account" });
  expect(stdout).toContain("RETENT_AFTER_URL is set in this process, and wins over the file.");
});

/** A terminal: what is typed comes as keys. */
function startAtTerminal() {
  const keys = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const env = { RETENTBASE_API_URL: emulator.url, RETENTBASE_CANCEL_URL: emulator.url };
  const { host, written } = createTestHost(env, { folder, now: Date.now() });
  const exited = run(["setup"], Object.assign(host, { stdin: keys }));
  return {
    exited,
    written,
    async type(question: string, text: string) {
      await expect.poll(() => written.stdout).toContain(question);
      // One key after the other, as a person types.
      for (const key of text) keys.write(key);
    },
  };
}

test("at a terminal, secrets don't show, and Ctrl-C writes nothing", async () => {
  const { exited, written, type } = startAtTerminal();
  await type("Which part of RetentBase", "\r");
  await type("Under which URL", "http://localhost:9876\r");
  await type("Which sites carry", "\r");
  await type("know your company by", "\r");
  await type("API key", "rb_typed_wrong\r");
  await type("FAIL RetentBase", "\u0003");
  expect(await exited).toBe(1);
  expect(written.stdout).toContain("http://localhost:9876");
  expect(written.stdout).not.toContain("rb_typed");
  expect(written.stderr).toBe("retent: setup: stopped, and nothing was written\n");
  expect(readdirSync(folder)).toEqual([]);
});
