import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { parseEnv } from "node:util";
import { createEmulator, type Emulator } from "@retent/emulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { run as runCommand } from "../../src/command-line.ts";
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

/** Answers as a script would. The emulator is named in the environment. */
function run(flags: string[], lines: string[], env = {}) {
  const hosts = { RETENTBASE_API_URL: emulator.url, RETENTBASE_CANCEL_URL: emulator.url };
  return runToEnd(["setup", ...flags], { ...hosts, ...env }, { lines, folder, now: Date.now() });
}

const answer = (lines: string[], env = {}) => run([], lines, env);
const answerAll = (lines: string[], env = {}) => run(["--all"], lines, env);

/** The answers by their questions; those in `changes` replace some. */
function answers(changes: Record<string, string | string[]> = {}): string[] {
  return flatten({
    site: "https://shop.example",
    publicUrl: "",
    brand: "Shop & Söhne",
    settle: "",
    notifyUrl: "",
    apiKey,
    signingSecret,
    workspaceKey: "none",
    tool: "own",
    identitySecret,
    processVariables: "n",
    ...changes,
  });
}

/** The same of `retent setup --all`. */
function allAnswers(changes: Record<string, string | string[]> = {}): string[] {
  return flatten({
    environment: "",
    site: "https://shop.example",
    publicUrl: "",
    brand: "Shop & Söhne",
    settle: "",
    notifyUrl: "",
    apiKey,
    plan: "",
    result: "",
    signingSecret,
    workspaceKey: "none",
    tool: "own",
    identitySecret,
    audience: "",
    issuer: "",
    userClaim: "",
    database: "",
    databaseFile: "sqlite::memory:",
    healthToken: "",
    processVariables: "n",
    write: "",
    ...changes,
  });
}

function flatten(lines: Record<string, string | string[]>): string[] {
  return Object.values(lines).flat();
}

test("the few answers become a file that the server starts with, which its owner alone may read", async () => {
  const { code, stdout, stderr } = await answer(answers());
  expect([code, stderr]).toEqual([0, ""]);
  expect(values()).toEqual({
    RETENTBASE_ENVIRONMENT: "sandbox",
    RETENT_PUBLIC_URL: "http://localhost:8787",
    RETENT_SITE_ORIGINS: "https://shop.example",
    RETENT_BRAND_NAME: "Shop & Söhne",
    RETENTBASE_API_KEY: apiKey,
    RETENTBASE_SIGNING_SECRET: signingSecret,
    RETENT_IDENTITY_SECRET: identitySecret,
    RETENT_SETTLE: "manual",
    RETENT_HEALTH_TOKEN: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(stdout).toContain("ok RetentBase: it creates links (sandbox)");
  for (const secret of [apiKey, signingSecret, identitySecret, values().RETENT_HEALTH_TOKEN])
    expect(stdout).not.toContain(secret);
  const env = { RETENTBASE_API_URL: emulator.url, RETENTBASE_CANCEL_URL: emulator.url };
  const doctor = await runToEnd(["doctor", "--env-file", "retent.env"], env, { folder, now: Date.now() });
  expect([doctor.code, doctor.stderr]).toEqual([0, ""]);
});

test("what was not asked is listed, and the end says what to do next and where the password is", async () => {
  const { stdout } = await answer(answers());
  const taken = stdout.slice(stdout.indexOf("Taken for you (retent setup --all asks):"));
  expect([...taken.matchAll(/^ {2}(RETENT\w+)/gm)].map(([, name]) => name)).toEqual([
    "RETENTBASE_ENVIRONMENT",
    "RETENTBASE_PLAN",
    "RETENTBASE_RESULT",
    "RETENT_DATABASE_URL",
    "RETENT_HEALTH_TOKEN",
  ]);
  expect(stdout).toContain("1. Start the server:  npx retent serve --env-file retent.env");
  expect(stdout).toContain("2. Open http://localhost:8787/api/admin/setup in your browser.");
  const lines = readFileSync(file(), "utf8").split("\n");
  const line = lines.findIndex((each) => each.startsWith("RETENT_HEALTH_TOKEN=")) + 1;
  expect(stdout).toContain(
    `Name: anything. Password: what follows RETENT_HEALTH_TOKEN= in line ${line} of retent.env.`,
  );
});

test("at most eleven questions are asked", async () => {
  writeFileSync(file(), `RETENTBASE_API_URL=${emulator.url}\nRETENTBASE_CANCEL_URL=${emulator.url}\n`);
  const lines = answers({ notifyUrl: [`${emulator.url}/hook`, "n"], processVariables: [] });
  expect(lines.length).toBeLessThanOrEqual(11);
  expect(await answer(lines)).toMatchObject({ code: 0, stderr: "" });
});

test("with --all everything is asked, and nothing is taken", async () => {
  const { code, stdout } = await answerAll(allAnswers());
  expect(code).toBe(0);
  expect(stdout).not.toContain("Taken for you");
  expect(values()).toMatchObject({
    RETENTBASE_PLAN: "advanced",
    RETENT_IDENTITY_USER_CLAIM: "sub",
    RETENT_DATABASE_URL: "sqlite::memory:",
  });
});

test("a server behind https has one proxy, and its lines may be pasted into a host's form", async () => {
  const { stdout } = await answer(
    answers({ publicUrl: "https://retent.shop.example", apiKey: [apiKey, "keep"] }),
  );
  expect(values().RETENT_TRUST_PROXY).toBe("1");
  expect(stdout).toContain("RETENT_TRUST_PROXY=1");
  expect(stdout).toContain(
    "On a host that has a form for variables, paste the lines of retent.env there instead.",
  );
});

test.each([
  ["https://shop.example/account?tab=1", "https://shop.example"],
  ["shop.example/account, www.shop.example", "https://shop.example,https://www.shop.example"],
  ["localhost:5599/account.html", "http://localhost:5599"],
])("of the page %s the site is taken", async (page, site) => {
  const { stdout } = await answer(answers({ site: ["", page] }));
  expect(stdout).toContain("An answer is needed here.");
  expect(stdout).toContain(`The button is allowed on every page of ${site.split(",")[0]}.`);
  expect(values().RETENT_SITE_ORIGINS).toBe(site);
});

test("the plan is asked for if the workspace refuses what the Advanced plan offers", async () => {
  await emulator.close();
  emulator = await createEmulator({ port: 0, apiKey, signingSecret, plan: "core" });
  const { stdout } = await answer(answers({ apiKey: [apiKey, ""] }));
  expect(stdout).toContain("your workspace is on the Core plan (403)");
  expect(stdout).toContain("Your plan, advanced or core [core]: ");
  expect(values().RETENTBASE_PLAN).toBe("core");
});

test("a short signing secret is taken if RetentBase shows no more", async () => {
  const short = "Zq8-3vT1_short_b6W2";
  await answer(answers({ signingSecret: [short, "n", short, ""] }));
  expect(values()).toMatchObject({
    RETENTBASE_SIGNING_SECRET: short,
    RETENTBASE_ALLOW_SHORT_SECRET: "yes",
  });
});

test("each answer is tried, and asked for again with what is wrong", async () => {
  const { code, stdout } = await answerAll(
    allAnswers({
      publicUrl: ["shop", ""],
      site: ["https://*.shop.example", "https://shop.example"],
      apiKey: ["rb_wrong_key_of_these_tests", apiKey],
      result: ["token", "secret"],
      signingSecret: ["", "Zq8-3vT1_short_b6W2", signingSecret],
      tool: ["", "own"],
      identitySecret: [signingSecret.slice(0, 8), identitySecret],
    }),
  );
  expect(code).toBe(0);
  for (const text of [
    "RETENT_PUBLIC_URL must be an absolute http(s) URL",
    "RETENT_SITE_ORIGINS must name each host in full",
    "FAIL RetentBase: the API key is wrong (401)",
    "Enter one of secret, short, jwks, session.",
    "An answer is needed here.",
    "RETENTBASE_SIGNING_SECRET is too short",
    "Enter one of outseta, memberstack, clerk, auth0, supabase, firebase, other, own.",
    "RETENT_IDENTITY_SECRET can't be used",
  ])
    expect(stdout).toContain(text);
  expect(stdout).not.toContain("rb_wrong_key");
  expect(values()).toMatchObject({ RETENTBASE_API_KEY: apiKey, RETENTBASE_SIGNING_SECRET: signingSecret });
});

test("a value that fails its check is kept if the operator says so", async () => {
  await emulator.close();
  const { code, stdout } = await answerAll(allAnswers({ apiKey: [apiKey, "keep"], plan: ["", "keep"] }));
  expect(stdout).toContain("FAIL RetentBase: it can't be reached");
  expect([code, values().RETENTBASE_API_KEY]).toEqual([0, apiKey]);
});

test("of a file that exists, only what is answered differently changes", async () => {
  await answerAll(allAnswers());
  const before = readFileSync(file(), "utf8");
  const written = `# mine\n${before.replace("RETENT_SETTLE=", "RETENT_SETTLE = ")}OTHER="1 2"\n`;
  writeFileSync(file(), written);
  chmodSync(file(), 0o644);
  const enterAlone = Array(allAnswers().length).fill("").with(-2, "n");
  expect(await answerAll(enterAlone)).toMatchObject({ code: 0 });
  expect(readFileSync(file(), "utf8")).toBe(written);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(await answer(answers().fill("").with(-1, "n"))).toMatchObject({ code: 0 });
  expect(readFileSync(file(), "utf8")).toBe(written);
  await answerAll(enterAlone.with(1, "https://new.example").with(18, "none"));
  expect(readFileSync(file(), "utf8")).toBe(
    written.replace("https://shop.example", "https://new.example").replace(/^RETENT_HEALTH_TOKEN.*\n/m, ""),
  );
  expect(readdirSync(folder)).toEqual(["retent.env"]);
});

test("what no longer belongs to a choice is removed", async () => {
  await answer(answers());
  const webhook = ["webhook", `${emulator.url}/hook`, "keep"];
  const rest = Array(5).fill("");
  await answer(["", "", "", ...webhook, ...rest, "n"]);
  expect(values()).toMatchObject({
    RETENT_SETTLE: "webhook",
    RETENT_BILLING_URL: `${emulator.url}/hook`,
    RETENT_BILLING_SECRET: expect.stringMatching(/^whsec_/),
  });
  await answer(["", "", "", "manual", "", ...rest, "n"]);
  expect(values()).not.toHaveProperty("RETENT_BILLING_URL");
});

test.each([
  ["an input that ends", answers().slice(0, 6), 1, "setup: the input ended before the last answer"],
  ["a no at the end", ["--all", ...allAnswers({ write: "n" })], 0, ""],
])("%s writes nothing", async (_, [first = "", ...lines], status, text) => {
  const { code, stderr } = first === "--all" ? await answerAll(lines) : await answer([first, ...lines]);
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

test("another tool's tokens have to name an audience, or an issuer", async () => {
  const tool = ["other", "http://127.0.0.1:9/jwks", "keep", "", "", "https://tool.example"];
  const { stdout } = await answer(answers({ tool, identitySecret: [] }));
  expect(stdout).toContain("An answer is needed here.");
  expect(values()).toMatchObject({ RETENT_IDENTITY_ISSUER: "https://tool.example" });
  expect(values()).not.toHaveProperty("RETENT_IDENTITY_AUDIENCE");
});

describe("variables of the process", () => {
  test("are written too, unless the operator says no", async () => {
    const { stdout } = await answer(answers({ processVariables: "" }), {
      RETENT_AFTER_URL: "https://shop.example/account",
    });
    expect(stdout).toContain(
      "RETENT_AFTER_URL is set in this process and not in retent.env: set it wherever the server runs.",
    );
    expect(values()).toMatchObject({
      RETENT_AFTER_URL: "https://shop.example/account",
      RETENTBASE_API_URL: emulator.url,
      RETENTBASE_CANCEL_URL: emulator.url,
    });
  });

  test("that no line of the file can hold are named, and not written", async () => {
    const { code, stdout } = await answer(answers({ processVariables: "" }), {
      RETENT_BRAND_ADDRESS: "1 Example Street\nDublin",
    });
    expect(code).toBe(0);
    expect(stdout).toContain("RETENT_BRAND_ADDRESS can't be written to retent.env");
    expect(values()).not.toHaveProperty("RETENT_BRAND_ADDRESS");
  });

  test("are the defaults of their questions", async () => {
    await answer(answers({ apiKey: "", processVariables: "" }), { RETENTBASE_API_KEY: apiKey });
    expect(values().RETENTBASE_API_KEY).toBe(apiKey);
  });

  test("that win over the file are named", async () => {
    await answer(answers({ processVariables: "" }));
    const { stdout } = await answer(answers().slice(0, -1), { RETENT_BRAND_NAME: "Another" });
    expect(stdout).toContain("RETENT_BRAND_NAME is set in this process, and wins over retent.env.");
  });
});

describe("the local emulator's key", () => {
  const emulatorKey = "rb_local_emulator_api_key";
  const keys = (lines: string[]) => answers({ apiKey: lines, processVariables: [] });

  beforeEach(async () => {
    await emulator.close();
    emulator = await createEmulator({ port: 0 });
  });

  test("has the emulator's address asked for, and written", async () => {
    const { code, stdout } = await runToEnd(
      ["setup"],
      {},
      { lines: keys([emulatorKey, emulator.url]), folder, now: Date.now() },
    );
    expect(code).toBe(0);
    expect(stdout).toContain("Address of the emulator [http://127.0.0.1:4010]: ");
    expect(values()).toMatchObject({
      RETENTBASE_API_URL: emulator.url,
      RETENTBASE_CANCEL_URL: emulator.url,
    });
  });

  test("has the address asked for again if no emulator is there", async () => {
    const lines = keys([emulatorKey, "http://127.0.0.1:9", "", emulator.url]);
    const { stdout } = await runToEnd(["setup"], {}, { lines, folder, now: Date.now() });
    expect(stdout).toContain("FAIL RetentBase: it can't be reached");
    expect(stdout).toContain("Address of the emulator [http://127.0.0.1:9]: ");
    expect(values().RETENTBASE_CANCEL_URL).toBe(emulator.url);
  });

  test("takes the address that the process has, and a key of RetentBase's removes it", async () => {
    const { stdout } = await answer(keys([emulatorKey]));
    expect(stdout).not.toContain("Address of the emulator");
    expect(values().RETENTBASE_API_URL).toBe(emulator.url);
    await runToEnd(["setup"], {}, { lines: keys([apiKey, "keep"]), folder, now: Date.now() });
    expect(values()).not.toHaveProperty("RETENTBASE_API_URL");
  });
});

describe("a test notification", () => {
  const url = "https://hooks.shop.example/retent-0123456789";

  /** Answers up to where notifications go, of a receiver that answers with `statuses`. */
  async function notify(lines: string[], statuses: number[]) {
    const received: Request[] = [];
    const { host, written } = createTestHost(
      {},
      {
        lines: [...answers().slice(0, 4), ...lines],
        folder,
        now: Date.parse("2026-03-01T00:00:00Z"),
      },
    );
    const receive: typeof fetch = async (input, init) => {
      received.push(new Request(input as string, init));
      return new Response(null, { status: statuses.shift() ?? 200 });
    };
    await runCommand(["setup"], Object.assign(host, { fetch: receive }));
    return { received, stdout: written.stdout };
  }

  test("is sent after a yes, signed, and about no cancellation", async () => {
    const { received, stdout } = await notify([url, ""], [200]);
    expect(stdout).toContain("Send a test notification now? [Y/n] ");
    expect(stdout).toContain("ok notifications: the receiver has taken a test");
    const [request] = received;
    expect(request?.url).toBe(url);
    expect(request?.headers.get("webhook-signature")).toMatch(/^v1,/);
    expect(await request?.json()).toEqual({
      type: "test",
      timestamp: "2026-03-01T00:00:00.000Z",
      data: { environment: "sandbox" },
    });
  });

  test("is a line of text for Slack", async () => {
    const { received } = await notify(["https://hooks.slack.com/services/T0/B0/of_this_test", ""], [200]);
    expect(await received[0]?.json()).toEqual({
      text: "[sandbox] This is a test: notifications of cancellations arrive here.",
    });
    expect(received[0]?.headers.has("webhook-signature")).toBe(false);
  });

  test("that is refused is tried again, or the URL kept", async () => {
    const { received, stdout } = await notify([url, "", "", "", "keep"], [404, 500]);
    expect(received).toHaveLength(2);
    expect(stdout).toContain("FAIL notifications: the receiver responded 404");
    expect(stdout).not.toContain(url);
  });

  test("is not sent after a no", async () => {
    expect((await notify([url, "n"], [])).received).toEqual([]);
  });
});

/** A terminal: what is typed comes as keys. */
function startAtTerminal() {
  const keys = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const env = { RETENTBASE_API_URL: emulator.url, RETENTBASE_CANCEL_URL: emulator.url };
  const { host, written } = createTestHost(env, { folder, now: Date.now() });
  const exited = runCommand(["setup"], Object.assign(host, { stdin: keys }));
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
  await type("Address of the page", "shop.example\r");
  await type("browsers reach this server", "http://localhost:9876\r");
  await type("know your company by", "\r");
  await type("Answer [manual]", "\r");
  await type("URL that notifications", "\r");
  await type("API key", "rb_typed_wrong\r");
  await type("FAIL RetentBase", "\u0003");
  expect(await exited).toBe(1);
  expect(written.stdout).toContain("http://localhost:9876");
  expect(written.stdout).not.toContain("rb_typed");
  expect(written.stderr).toBe("retent: setup: stopped, and nothing was written\n");
  expect(readdirSync(folder)).toEqual([]);
});
