import fc from "fast-check";
import { expect, test } from "vitest";
import { startServer } from "../server-under-test.ts";
import { anyText, bounds } from "./arbitraries.ts";

const siteOrigins = ["https://shop.example", "https://www.shop.example:8443"];

/** Pieces that URL parsers, and people who read URLs, take for something else. */
const pieces = [
  ...["https:", "http:", "HTTPS:", "javascript:", "data:text/html,", "blob:", "file:", "view-source:", "ws:"],
  ...[
    "/",
    "//",
    "\\",
    "/\\",
    "///",
    "\t",
    "\n",
    "\0",
    " ",
    "@",
    ":",
    "?",
    "#",
    ";",
    "%2f",
    "%5c",
    "%00",
    "%09",
  ],
  ...["shop.example", "www.shop.example", "evil.example", "shop.example.evil.example", "evilshop.example"],
  ...["ｓhop.example", "shop。example", "[::1]", "127.0.0.1", "0x7f.1", ":443", ":8443", ":80", "user:pass@"],
  ...[
    "https://shop.example",
    "https://www.shop.example:8443",
    "..",
    ".",
    "account",
    "\u202e",
    "ci_result_token=x",
  ],
];

const schemes = ["https:", "http:", "HTTPS:", "blob:https:", "filesystem:https:", "ftp:", "javascript:", ""];
const credentials = ["", "", "user@", "user:pass@", ":pass@", "@", "shop.example:443@", "%40@"];
const hosts = ["shop.example", "www.shop.example:8443", "SHOP.EXAMPLE", "shop.example.", "evil.example"];

const hostileUrl = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((parts) => parts.join("")),
  fc
    .tuple(
      fc.constantFrom(...schemes),
      fc.constantFrom("//", "/", "\\\\", "/\\", "", "///"),
      fc.constantFrom(...credentials),
      fc.constantFrom(...hosts),
      fc.oneof(
        fc.constantFrom("", ":443", ":80", "/account", "#ci_result_token=x", "?%63i_result_token=x"),
        anyText,
      ),
    )
    .map((parts) => parts.join("")),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  anyText,
);

test("however a returnTo is spelled, the answer leads to an allowed site over http(s) and without credentials", async () => {
  const { startFlow, bringBack, newBrowser } = await startServer({
    siteOrigins,
    limits: { linksPerUser: 1_000_000 },
  });
  const allowed = [...siteOrigins, "https://shop.example"];
  await fc.assert(
    fc.asyncProperty(hostileUrl, async (returnTo) => {
      const browser = newBrowser();
      const { answer, status } = await bringBack(await startFlow({ returnTo }, browser), {}, browser);
      expect(status).toBe(200);
      const { origin, protocol, username, password, href } = new URL(answer.returnTo);
      expect(allowed).toContain(origin);
      expect(protocol).toMatch(/^https?:$/);
      expect([username, password]).toEqual(["", ""]);
      expect(href).not.toMatch(/[#?](ci|%63i)_result_token=/);
    }),
    { ...bounds, numRuns: 300 },
  );
});
