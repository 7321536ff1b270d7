import fc from "fast-check";
import { expect, test } from "vitest";
import { startServer } from "../server-under-test.ts";
import { anyText, bounds, headerLike, isPolluted, jsonObject, jsonValue } from "./arbitraries.ts";

const fieldNames = ["returnTo", "identity", "mode", "userId", "customer", "metadata", "context", "eventId"];

const body: fc.Arbitrary<string | Uint8Array<ArrayBuffer>> = fc.oneof(
  jsonObject(fieldNames).map((fields) => JSON.stringify(fields)),
  jsonValue.map((value) => JSON.stringify(value) ?? ""),
  anyText,
  fc.uint8Array().map((bytes) => new Uint8Array(bytes)),
  fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...fieldNames, "__proto__[polluted]"), anyText), anyText))
    .map((fields) => new URLSearchParams(fields).toString()),
  fc.nat(3000).map((depth) => "[".repeat(depth)),
);

const headers = fc.record(
  {
    "content-type": headerLike(
      "application/json",
      "application/json; charset=utf-16",
      "application/x-www-form-urlencoded",
      "multipart/form-data",
      "text/plain",
    ),
    origin: headerLike("https://shop.example", "https://evil.example", "null"),
    "sec-fetch-site": headerLike("same-origin", "none", "cross-site", "same-site"),
    cookie: headerLike("retent_flow_%=x", "retent_flow_=", "retent_flow___proto__=1; ;=;", "a=b"),
    authorization: headerLike("Bearer x.y.z", "Bearer ", "Basic eA=="),
    accept: headerLike("text/html", "*/*"),
    "content-encoding": headerLike("identity", "gzip"),
    "content-length": headerLike("0", "-1", "1e9", "NaN"),
    "x-forwarded-for": headerLike("203.0.113.7", ",,,"),
  },
  { requiredKeys: [] },
);

test("whatever is sent as a cancel link's request, the server does not fail and asks for no customer but the one who is signed in", async () => {
  const { newBrowser, retentbase } = await startServer({
    limits: { linksPerUser: 1_000_000 },
    identity: { secret: "an identity secret of these tests, long enough" },
    trustProxy: 1,
  });
  await fc.assert(
    fc.asyncProperty(body, headers, async (content, fields) => {
      const usual = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
      const response = await newBrowser().send("/cancel-link", {
        method: "POST",
        headers: { ...usual, ...fields },
        body: content,
      });
      expect(response.status).toBeLessThan(500);
      expect(isPolluted()).toBe(false);
    }),
    { ...bounds, numRuns: 400 },
  );
  const asked = retentbase.calls("link").map((call) => call.body);
  expect(asked.length).toBeGreaterThan(0);
  expect(new Set(asked.map(({ userId }) => userId))).toEqual(new Set(["user_1"]));
  for (const { metadata } of asked) expect(Object.keys(metadata as object)).toEqual(["eventId"]);
});
