import fc from "fast-check";
import { expect, test } from "vitest";
import { startServer } from "../server-under-test.ts";
import { anyText, bounds, headerLike } from "./arbitraries.ts";

const routes = ["cancel-link", "return", "result", "cancel", "button.js", "health"];
const odd = [
  "..",
  ".",
  "",
  "%2e%2e",
  "%2f",
  "%00",
  "%",
  "\\",
  "__proto__",
  "constructor",
  ";",
  "stripe",
  "webhook",
];
const segment = fc.oneof(
  { arbitrary: fc.constantFrom(...routes, ...odd), weight: 6 },
  { arbitrary: anyText, weight: 1 },
);
const path = fc.oneof(
  fc.constantFrom(...routes).map((route) => `/api/retent/${route}`),
  fc
    .tuple(
      fc.constantFrom("/api/retent/", "/api/retent", "/api/", "/", "//", "/API/retent/"),
      fc.array(segment, { maxLength: 4 }),
    )
    .map(([base, segments]) => base + segments.join("/")),
);
const query = fc.oneof(
  fc.constantFrom(
    "",
    "?deep=1",
    "?event",
    "?event=..",
    "?event=%00",
    "?event=__proto__",
    "?fallback=%ff&unread",
  ),
  anyText.map((text) => `?${new URLSearchParams({ event: text })}`),
  anyText.map((text) => `?${text}`),
);
const method = fc.oneof(
  { arbitrary: fc.constantFrom("GET", "POST"), weight: 4 },
  { arbitrary: fc.constantFrom("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "get", "PROPFIND"), weight: 1 },
  {
    arbitrary: fc.stringMatching(/^[A-Za-z]{1,8}$/).filter((name) => !/^(connect|trace|track)$/i.test(name)),
    weight: 1,
  },
);
const headers = fc.record(
  {
    "content-type": headerLike("application/json", "application/x-www-form-urlencoded"),
    cookie: headerLike("retent_flow_x=y", "retent_flow_%00=y", "retent_flow_%=y"),
    "sec-fetch-site": fc.constantFrom("same-origin", "same-origin", "cross-site"),
    accept: fc.constantFrom("text/html", "*/*"),
    "if-none-match": headerLike("*", '"x"'),
    "access-control-request-method": headerLike("POST"),
  },
  { requiredKeys: [] },
);

test("no path, query, method or header makes the server fail, and every answer forbids sniffing", async () => {
  const { newBrowser } = await startServer();
  await fc.assert(
    fc.asyncProperty(method, path, query, headers, async (name, where, question, fields) => {
      const url = `https://shop.example${where}${question}`;
      fc.pre(URL.canParse(url));
      const hasBody = !/^(get|head)$/i.test(name);
      const response = await newBrowser().send(url, {
        method: name,
        headers: fields,
        ...(hasBody && { body: new URLSearchParams({ event: where }).toString() }),
      });
      expect(response.status).toBeLessThan(500);
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    }),
    { ...bounds, numRuns: 1000 },
  );
});
