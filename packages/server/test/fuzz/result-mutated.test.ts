import fc from "fast-check";
import { expect, test } from "vitest";
import { startServer } from "../server-under-test.ts";
import { churnedClaims } from "../signed-token.ts";
import { anyText, bounds, jsonObject, jsonValue } from "./arbitraries.ts";
import { encode, isSpellingOf, signText } from "./signed-text.ts";

const usualHeader = '{"alg":"HS256","typ":"JWT"}';
const headerNames = ["alg", "typ", "kid", "jwk", "jku", "x5u", "x5c", "crit", "b64", "zip", "enc", "cty"];
const algorithms = ["none", "HS256", "HS512", "RS256", "ES256", "EdDSA", "nOnE", "dir", ""];

/** Tokens made out of a valid one without its key. */
function mutationsOf(valid: string): fc.Arbitrary<string> {
  const segments = valid.split(".");
  const claims = Buffer.from(segments[1] ?? "", "base64url").toString();
  const signature = segments[2] ?? "";
  const anyHeader = fc
    .tuple(jsonObject(headerNames), fc.constantFrom(...algorithms))
    .map(([fields, alg]) => JSON.stringify({ alg, ...fields }));
  const anyClaims = fc.oneof(fc.constant(claims), jsonValue.map(toJson), anyText);

  return fc.oneof(
    // Characters changed, taken out or put in.
    fc
      .tuple(fc.nat(valid.length), fc.nat(3), fc.oneof(fc.string({ maxLength: 3 }), anyText))
      .map(([at, removed, added]) => valid.slice(0, at) + added + valid.slice(at + removed)),
    // The last characters of the signature alone, where one byte has several spellings.
    fc.string({ minLength: 1, maxLength: 3 }).map((end) => valid.slice(0, -end.length) + end),
    fc.constantFrom("=", "==", " ", "\n", "\t").map((end) => valid + end),
    // Segments swapped, dropped or doubled.
    fc.array(fc.constantFrom(...segments, ""), { maxLength: 6 }).map((parts) => parts.join(".")),
    // Another header or other claims under the old signature, none, or one of another key.
    fc
      .tuple(anyHeader, anyClaims, fc.constantFrom(signature, "", "AAAA"))
      .map(([header, text, end]) => `${encode(header)}.${encode(text)}.${end}`),
    fc
      .tuple(fc.oneof(fc.constant(usualHeader), anyHeader), anyClaims, fc.constantFrom("x", signature))
      .map(([header, text, secret]) => signText(header, text, secret)),
    anyText,
    fc.nat(9000).map((length) => ".".repeat(length)),
  );
}

function toJson(value: unknown): string {
  return JSON.stringify(value) ?? "null";
}

test("a token that was tampered with is refused in the same words whatever was done to it, and has no effect", async () => {
  const { startFlow, token, browser, billing, retent, retentbase } = await startServer();
  const valid = token(await startFlow());
  const expected = await (await browser.postJson("/result", { token: "none" })).text();
  await fc.assert(
    fc.asyncProperty(mutationsOf(valid), async (mutated) => {
      const response = await browser.postJson("/result", { token: mutated });
      const body = await response.text();
      if (response.status === 200) expect(isSpellingOf(valid, mutated)).toBe(true);
      else expect([response.status, body]).toEqual([400, expected]);
    }),
    { ...bounds, numRuns: 500 },
  );
  // What was believed were spellings of one token: one effect for all of them.
  const believed = billing.mock.calls.length;
  expect(believed).toBeLessThanOrEqual(1);
  await retent.drainOnce();
  expect(retentbase.calls("update")).toHaveLength(believed);
});

test("a body of the result route that is anything else is refused without effect", async () => {
  const { startFlow, browser, billing } = await startServer();
  await startFlow();
  const body = fc.oneof(jsonValue.map(toJson), jsonObject(["token"]).map(toJson), anyText);
  await fc.assert(
    fc.asyncProperty(body, async (text) => {
      const { status } = await browser.postJson("/result", text);
      expect(status).toBe(400);
    }),
    bounds,
  );
  expect(billing).not.toHaveBeenCalled();
});

test("a token of another workspace's key has no effect, even with all the right claims", async () => {
  const { startFlow, clock, browser, billing } = await startServer();
  const flow = await startFlow();
  const claims = JSON.stringify({ ...churnedClaims(clock.now), session_id: flow.sessionId });
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1 }), async (secret) => {
      const { status } = await browser.postJson("/result", { token: signText(usualHeader, claims, secret) });
      expect(status).toBe(400);
    }),
    bounds,
  );
  expect(billing).not.toHaveBeenCalled();
});
