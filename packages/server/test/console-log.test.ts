import { afterEach, describe, expect, test, vi } from "vitest";
import type { RetentOptions } from "../src/options/options.ts";
import { answer } from "./fake-retentbase.ts";
import { apiKey, type ServerUnderTest, startServer } from "./server-under-test.ts";
import { signingSecret } from "./signed-token.ts";

const lines: string[] = [];
const write = (line: string) => void lines.push(line);

afterEach(() => {
  vi.restoreAllMocks();
  lines.length = 0;
});

/** A server whose console is read; `onEvent` is left out unless it is given. */
async function startWithConsole(options: Partial<RetentOptions> = {}): Promise<ServerUnderTest> {
  for (const level of ["log", "info", "warn", "error"] as const)
    vi.spyOn(console, level).mockImplementation(write);
  return startServer({ onEvent: undefined, ...options } as never);
}

const firstLines = () => lines.map((line) => line.split("\n", 1)[0]);

describe("without onEvent, the console", () => {
  test("stays quiet while everything works", async () => {
    const server = await startWithConsole();
    await server.bringBack(await server.startFlow());
    await server.retent.drainOnce();
    expect(lines).toEqual([]);
  });

  test("says in one line that RetentBase refuses the key", async () => {
    const server = await startWithConsole();
    server.retentbase.reply("link", answer(401, { error: { code: "unauthorized" } }));
    await server.startFlow();
    expect(firstLines()).toEqual([
      "retent: RetentBase refuses the API key (401 unauthorized), so the customer got the plain page instead: copy the workspace's key into apiKey (RETENTBASE_API_KEY)",
    ]);
  });

  test("says how much of a customer was erased, and not whose it was", async () => {
    const server = await startWithConsole();
    await server.bringBack(await server.startFlow());
    await server.retent.drainOnce();
    const { outboxRows } = await server.retent.eraseCustomer("user_1");
    expect(lines).toEqual([
      `retent: a customer's data was erased, on request (cancellations: 1, outbox rows: ${outboxRows}, billing events: 0, billing links: 0)`,
    ]);
  });

  test("says in one line that identify threw, with the stack below in the sandbox", async () => {
    const identify = () => {
      throw new Error("the session\nis broken");
    };
    const server = await startWithConsole({ identify });
    expect((await server.browser.postJson("/cancel-link", {})).status).toBe(500);
    expect(firstLines()).toEqual([
      "retent: identify failed, so the customer could not go on: the session is broken",
    ]);
    expect(lines[0]).toMatch(/\n +at identify/);
  });

  test.each<["sandbox" | "prod", string]>([
    ["sandbox", "the session is broken"],
    ["prod", "Error"],
  ])("ends the line in %s for an error that is its own cause", async (environment, described) => {
    const identify = () => {
      const error = new Error("the session is broken");
      error.cause = error;
      throw error;
    };
    const server = await startWithConsole({ environment, identify });
    await server.browser.postJson("/cancel-link", {});
    expect(firstLines()).toEqual([`retent: identify failed, so the customer could not go on: ${described}`]);
  });

  test("quotes neither cookies, tokens nor e-mail addresses of what identify threw", async () => {
    const identify = (request: Request) => {
      const { headers } = request;
      throw new Error(
        `no session for jane.doe@example.com: ${headers.get("cookie")} ${headers.get("authorization")}`,
      );
    };
    const server = await startWithConsole({ identify });
    const headers = {
      cookie: "theme=dark; sid=abcdef123456",
      authorization: "Bearer token-of-this-customer",
    };
    expect((await server.browser.postJson("/cancel-link", {}, headers)).status).toBe(500);
    expect(lines.join()).toContain("no session for");
    for (const secret of ["jane.doe", "abcdef123456", "token-of-this-customer"])
      expect(lines.join()).not.toContain(secret);
  });

  test("says in one line which secret a token was not signed with", async () => {
    const server = await startWithConsole();
    const flow = await server.startFlow();
    const token = `${server.token(flow).split(".").slice(0, 2).join(".")}.${"A".repeat(43)}`;
    await server.browser.postJson("/result", { token });
    expect(firstLines()).toEqual([
      "retent: a result token was refused: signature_invalid: none of the keys of resultToken (RETENTBASE_SIGNING_SECRET or RETENTBASE_JWKS_URL) made its signature (its header has alg, typ, its claims are iss, aud, sub, jti, iat, exp, environment, outcome, reason_key, reason_text, offer, session_id, event_id)",
    ]);
  });

  test("names the claims of a token that lacks one, so that they can be compared, and no value", async () => {
    const server = await startWithConsole();
    await server.bringBack(await server.startFlow(), { environment: undefined, env: "canary" });
    const [line] = firstLines();
    expect(line).toMatch(
      /claim_invalid \(.*environment.*; its header has alg, typ, its claims are .*, env\)$/,
    );
    expect(line).not.toContain("canary");
    await server.browser.postJson("/result", { token: "opaque" });
    expect(firstLines().at(-1)).toContain("it does not have the form of a JWT");
  });

  test("says in one line that onResult threw, and of which event", async () => {
    const onResult = () => {
      throw new Error("fill in onResult");
    };
    const server = await startWithConsole({ onResult });
    const flow = await server.startFlow();
    await server.bringBack(flow);
    expect(firstLines()).toEqual([
      `retent: onResult failed and will be called again (event ${flow.eventId}, attempt 1): fill in onResult`,
    ]);
  });

  test("says in one line that the store failed", async () => {
    const server = await startWithConsole();
    await server.store.close();
    expect((await server.browser.postJson("/cancel-link", {})).status).toBe(503);
    expect(firstLines().at(-1)).toMatch(/^retent: the store failed/);
  });

  test("shows no control characters, which could forge a line or change the terminal", async () => {
    const odd = "a\u001b[2Jb\u0000c\u202ed\u2028e\r\nretent: forged\n    at \u001b[31mf\u009bg";
    const identify = () => {
      throw new Error(odd);
    };
    const server = await startWithConsole({ identify });
    await server.browser.postJson("/cancel-link", {});
    await server.browser.postJson(
      "/cancel-link",
      {},
      { origin: "https://\u009b.example", "sec-fetch-site": "cross-site" },
    );
    expect(firstLines()[0]).toBe(
      "retent: identify failed, so the customer could not go on: a [2Jb c d e retent: forged at [31mf g",
    );
    for (const line of lines.join("\n").split("\n")) {
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(line).toMatch(/^(retent: | {4}at )/);
    }
  });

  test("never shows a secret", async () => {
    const onResult = () => {
      throw new Error(`${apiKey} ${signingSecret} at ${encodeURIComponent(apiKey)}`);
    };
    const server = await startWithConsole({ onResult, plan: "core" });
    await server.bringBack(await server.startFlow());
    expect(firstLines()[0]).toMatch(/: \[redacted\] \[redacted\] at \[redacted\]$/);
  });

  describe("in production", () => {
    /** What a host app's function may throw: it quotes what it was sent. */
    function quote(): never {
      const cause = Object.assign(new Error("sid=s3cr3t"), { code: "ECONNREFUSED" });
      const error = new Error("no session for Cookie: sid=s3cr3t", { cause });
      throw Object.assign(error, { name: "SessionError", code: "E_SESSION" });
    }
    const named = "SessionError E_SESSION (Error ECONNREFUSED)";

    test("shows of what identify throws the name and code, and nothing that it may quote", async () => {
      const server = await startWithConsole({ environment: "prod", identify: quote });
      await server.browser.postJson("/cancel-link", {});
      expect(lines).toEqual([`retent: identify failed, so the customer could not go on: ${named}`]);
    });

    test("shows as little of what onResult and billing.context throw", async () => {
      const billing = { onResult: quote, context: quote } as never;
      const server = await startWithConsole({ environment: "prod", billing, plan: "core" });
      const flow = await server.startFlow();
      await server.bringBack(flow, { environment: "prod" });
      expect(lines).toEqual([
        `retent: billing.context failed; the link was made without it: ${named}`,
        `retent: onResult failed and will be called again (event ${flow.eventId}, attempt 1): ${named}`,
      ]);
    });

    test("shows as little of what isOperator and metrics throw", async () => {
      const server = await startWithConsole({ environment: "prod", isOperator: quote });
      await server.browser.get("/admin");
      const healthToken = "health_token_of_these_tests_9Qx2";
      const other = await startWithConsole({ environment: "prod", healthToken, metrics: quote });
      await other.browser.get("/metrics", { authorization: `Bearer ${healthToken}` });
      expect(lines).toEqual(Array(2).fill(`retent: something failed: ${named}`));
    });

    test("says that identify took too long", async () => {
      const identify = () => new Promise<never>(() => {});
      const server = await startWithConsole({ environment: "prod", identify, identifyTimeoutMs: 1 });
      await server.browser.postJson("/cancel-link", {});
      expect(lines).toEqual(["retent: identify failed, so the customer could not go on: TimeoutError"]);
    });

    test.each([
      ["a text", "sid=s3cr3t"],
      ["an Error with no name and an odd code", { name: undefined, code: Object.create(null) }],
      ["an Error whose name and code are texts too", { name: "sid=s3cr3t", code: "Cookie: sid=s3cr3t" }],
    ])("shows nothing of %s", async (_, thrown) => {
      const identify = () => {
        throw typeof thrown === "string" ? thrown : Object.assign(new Error("sid=s3cr3t"), thrown);
      };
      const server = await startWithConsole({ environment: "prod", identify });
      await server.browser.postJson("/cancel-link", {});
      expect(lines).toHaveLength(1);
      expect(lines[0]).not.toContain("s3cr3t");
    });

    test("says why the store failed", async () => {
      const server = await startWithConsole({ environment: "prod" });
      await server.store.close();
      await server.browser.postJson("/cancel-link", {});
      expect(lines.at(-1)).toMatch(/^retent: the store failed: the \w+ store can't do its work right now/);
    });
  });

  test("survives whatever is thrown", async () => {
    for (const thrown of [undefined, null, 0, "text", Symbol("s"), Object.create(null), { stack: 1 }]) {
      const onResult = () => {
        throw thrown;
      };
      const server = await startWithConsole({ onResult });
      expect((await server.bringBack(await server.startFlow())).status).toBe(200);
    }
    expect(firstLines().every((line) => line?.includes("onResult failed"))).toBe(true);
  });
});

test("log: false keeps the console quiet, and so does onEvent, which receives everything", async () => {
  const onResult = () => {
    throw new Error("broken");
  };
  const quiet = await startWithConsole({ onResult, log: false });
  await quiet.bringBack(await quiet.startFlow());
  const onEvent = vi.fn();
  const observed = await startWithConsole({ onResult, onEvent });
  await observed.bringBack(await observed.startFlow());
  expect(lines).toEqual([]);
  expect(onEvent).toHaveBeenCalledWith(expect.objectContaining({ type: "billing_failed" }));
});
