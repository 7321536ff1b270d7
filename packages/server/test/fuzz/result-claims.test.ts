import fc from "fast-check";
import { expect, test } from "vitest";
import { startServer } from "../server-under-test.ts";
import { type Claims, churnedClaims } from "../signed-token.ts";
import { anyText, bounds, isPolluted, jsonObject, jsonValue } from "./arbitraries.ts";
import { signText } from "./signed-text.ts";

const header = '{"alg":"HS256","typ":"JWT"}';
const claimNames = [
  ...["iss", "aud", "sub", "jti", "iat", "exp", "nbf", "environment", "outcome"],
  ...["session_id", "event_id", "reason_key", "reason_text", "offer"],
];

/** Claims with some left out, some changed, and keys that no token has. */
function changesOf(valid: Claims): fc.Arbitrary<Claims> {
  const dropped = fc.oneof(fc.constant<string[]>([]), fc.subarray(claimNames, { maxLength: 3 }));
  const changed = fc.oneof(
    jsonObject(claimNames),
    jsonObject(["event_id", "session_id", "sub", "reason_key", "reason_text", "offer", "jti"]),
    jsonObject(["offer", "x"]),
    fc.constant({}),
  );
  return fc
    .tuple(dropped, changed)
    .map(([names, changes]) =>
      Object.fromEntries(
        [...Object.entries(valid), ...Object.entries(changes)].filter(([name]) => !names.includes(name)),
      ),
    );
}

function parse(text: string): Claims {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

test("claims of any shape under a right signature never fail the server, and only the cancellation's own user, session and browser have an effect", async () => {
  const server = await startServer();
  const { startFlow, browser, billing, clock, retent } = server;
  const flow = await startFlow();
  const stranger = server.newBrowser();
  const [[cookieName = ""] = []] = [...browser.cookies];
  const forger = server.newBrowser();
  forger.cookies.set(cookieName, "forged");
  const valid = { ...churnedClaims(clock.now), session_id: flow.sessionId, event_id: flow.eventId };
  const claims = fc.oneof(
    { arbitrary: changesOf(valid).map((changed) => JSON.stringify(changed)), weight: 5 },
    { arbitrary: jsonValue.map((value) => JSON.stringify(value) ?? ""), weight: 1 },
    { arbitrary: anyText, weight: 1 },
    // What JSON.parse reads, but JSON.stringify never writes.
    {
      arbitrary: fc
        .constantFrom('"exp":1e999', '"iat":-0', '"sub":"user_1","sub":"user_2"', '"iat":1e999')
        .map((odd) => `${JSON.stringify(valid).slice(0, -1)},${odd}}`),
      weight: 1,
    },
  );
  const from = fc.constantFrom(browser, browser, stranger, forger);
  const refusals = new Map<number, string>();

  await fc.assert(
    fc.asyncProperty(claims, from, async (text, sender) => {
      const callsBefore = billing.mock.calls.length;
      server.session.customer = { userId: sender === browser ? "user_1" : "user_2" };
      const response = await sender.postJson("/result", { token: signText(header, text) });
      const body = await response.text();
      const { sub, session_id, event_id } = parse(text);
      const isOwn =
        sender === browser &&
        sub === "user_1" &&
        (session_id === flow.sessionId || event_id === flow.eventId);
      // A token from the near future waits.
      if (response.status === 503) expect(body).toContain("result_not_yet_valid");
      else expect([200, 400, 403]).toContain(response.status);
      if (!isOwn) {
        expect(response.status).not.toBe(200);
        expect(billing.mock.calls.length).toBe(callsBefore);
      }
      if (response.status !== 200) {
        expect(body).toBe(refusals.get(response.status) ?? body);
        refusals.set(response.status, body);
      }
      expect(isPolluted()).toBe(false);
    }),
    { ...bounds, numRuns: 500 },
  );
  await retent.drainOnce();
});
