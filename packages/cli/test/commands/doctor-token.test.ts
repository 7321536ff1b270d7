import { createHmac } from "node:crypto";
import { createEmulator } from "@retent/emulator";
import { describe, expect, onTestFinished, test } from "vitest";
import { goodEnvironment, runToEnd } from "../test-host.ts";

describe("a result token on the standard input", () => {
  const now = Date.parse("2026-03-01T00:00:00Z");
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

  function sign(claims: object, secret: string, header: object = { alg: "HS256" }): string {
    const input = `${encode(header)}.${encode(claims)}`;
    return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
  }

  /** Runs `retent doctor --token`; answers the lines about the token. */
  async function explain(line: (facts: { url: string; secret: string }) => string, env = {}) {
    const emulator = await createEmulator({ port: 0, now: () => now });
    onTestFinished(() => emulator.close());
    const { url, apiKey, signingSecret: secret } = emulator;
    const { stdout, code } = await runToEnd(
      ["doctor", "--token"],
      {
        ...goodEnvironment,
        RETENTBASE_API_KEY: apiKey,
        RETENTBASE_SIGNING_SECRET: secret,
        RETENTBASE_API_URL: url,
        RETENTBASE_CANCEL_URL: url,
        ...env,
      },
      { now, lines: [line({ url, secret })] },
    );
    return { code, lines: stdout.split("\n").filter((each) => each.includes("result token:")) };
  }

  const good = (iss: string) => ({
    iss,
    sub: "u_canary",
    jti: "rt_canary",
    iat: now / 1000,
    exp: now / 1000 + 3600,
    session_id: "cs_canary",
    environment: "sandbox",
    outcome: "churned",
  });

  test("is explained by its names, and that the server takes it", async () => {
    const { lines } = await explain(({ url, secret }) => sign(good(url), secret));
    expect(lines).toEqual([
      "ok result token: a signed JWT; its header has alg; its claims are iss, sub, jti, iat, exp, session_id, environment, outcome",
      "ok result token: the server takes it: churned",
    ]);
  });

  test("may be the whole address that the customer came back to", async () => {
    const { lines } = await explain(
      ({ url, secret }) => `https://shop.example/return?a=1#ci_result_token=${sign(good(url), secret)}&x=1`,
    );
    expect(lines.at(-1)).toBe("ok result token: the server takes it: churned");
  });

  test.each<[string, (facts: { url: string; secret: string }) => string, RegExp]>([
    [
      "was signed with another secret",
      ({ url }) => sign(good(url), "another secret"),
      /no configured key.*hex: or base64:/,
    ],
    [
      "has another algorithm",
      ({ url, secret }) => sign(good(url), secret, { alg: "HS512" }),
      /algorithm.*HS256/,
    ],
    [
      "has claims of other names",
      ({ url, secret }) => sign({ ...good(url), session_id: undefined }, secret),
      /resultToken\.claims/,
    ],
    ["is no JWT", () => "opaque_canary", /RETENTBASE_RESULT=session/],
    ["is missing", () => "", /there is none on the standard input/],
  ])("that %s is explained with what to do, and never by a value", async (_, line, expected) => {
    const { lines, code } = await explain(line);
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(expected);
    expect(lines.join()).not.toContain("canary");
  });

  test("is not read where RetentBase's diagnostics decide", async () => {
    const { lines } = await explain(({ url, secret }) => sign(good(url), secret), {
      RETENTBASE_RESULT: "session",
      RETENTBASE_SIGNING_SECRET: undefined,
    });
    expect(lines.at(-1)).toBe("ok result token: it is not read, since RETENTBASE_RESULT is session");
  });
});
