import { describe, expect, test } from "vitest";
import { readEnvironment } from "../../src/environment.ts";
import { goodEnvironment } from "../test-host.ts";
import { findFaultsIn } from "./find-faults-in.ts";

const { RETENTBASE_SIGNING_SECRET: secret, ...withoutSecret } = goodEnvironment;

describe("how results are known", () => {
  test("may be RetentBase's diagnostics alone, which need no secret", () => {
    const { options } = readEnvironment({ ...withoutSecret, RETENTBASE_RESULT: "session" });
    expect(options.resultToken).toBe("session");
    expect(readEnvironment({ ...goodEnvironment, RETENTBASE_RESULT: "token" }).options.resultToken).toEqual({
      secret: [secret],
    });
  });

  test.each([
    ["RETENTBASE_SIGNING_SECRET", secret],
    ["RETENTBASE_JWKS_URL", "https://keys.example/jwks.json"],
    ["RETENTBASE_WORKSPACE_KEY", "ws_1"],
    ["RETENTBASE_ALLOW_SHORT_SECRET", "yes"],
  ])("is one thing: %s beside RETENTBASE_RESULT=session is refused", (name, value) => {
    expect(findFaultsIn({ ...withoutSecret, RETENTBASE_RESULT: "session", [name]: value })).toEqual({
      [name]: expect.stringContaining("RETENTBASE_RESULT=session"),
    });
  });

  test("is a token by default, whose secret is long unless RetentBase issued a short one", () => {
    const short = { ...goodEnvironment, RETENTBASE_SIGNING_SECRET: `${secret},Zq8-3vT1_b6W2` };
    expect(findFaultsIn(short)).toEqual({
      RETENTBASE_SIGNING_SECRET: expect.stringMatching(
        /is too short.*entry 2 .*RETENTBASE_ALLOW_SHORT_SECRET=yes.*hex: or base64:/,
      ),
    });
    expect(JSON.stringify(findFaultsIn(short))).not.toContain("Zq8-3vT1_b6W2");
    const { options } = readEnvironment({ ...short, RETENTBASE_ALLOW_SHORT_SECRET: "yes" });
    expect(options.resultToken).toMatchObject({ allowShortSecret: true });
  });

  test("is refused where a secret is not written as it says", () => {
    expect(findFaultsIn({ ...goodEnvironment, RETENTBASE_SIGNING_SECRET: "hex:canary" })).toEqual({
      RETENTBASE_SIGNING_SECRET: expect.not.stringContaining("canary"),
    });
  });
});

test("the API key's header is one of two", () => {
  expect(readEnvironment({ ...goodEnvironment, RETENTBASE_AUTH: "x-api-key" }).options.auth).toBe(
    "x-api-key",
  );
  expect(findFaultsIn({ ...goodEnvironment, RETENTBASE_AUTH: "basic" })).toEqual({
    RETENTBASE_AUTH: expect.stringContaining("must be one of bearer, x-api-key"),
  });
});
