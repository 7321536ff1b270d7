import { assert } from "chai";
import { isSameOrigin, toNavigableUrl } from "../src/navigable-url.ts";
import { linkResponse, restoreFetch, stubFetch } from "./support/stub-fetch.ts";
import { clearPage, mount, next } from "./support/test-button.ts";

const good: [value: string, href: string][] = [
  ["https://cancel.retentbase.com/s/1?a=b#c", "https://cancel.retentbase.com/s/1?a=b#c"],
  ["HTTPS://Cancel.RetentBase.com", "https://cancel.retentbase.com/"],
  ["http://localhost:4010/s/1", "http://localhost:4010/s/1"],
  ["http://127.0.0.1/", "http://127.0.0.1/"],
  ["http://[::1]:80/", "http://[::1]/"],
  [`${location.origin}/api/retent/cancel`, `${location.origin}/api/retent/cancel`],
  // The normalized form lacks the characters that the parser ignores.
  ["\thttps://cancel.retentbase.com/a\nb", "https://cancel.retentbase.com/ab"],
];

const hostile = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  "java\tscript:alert(1)",
  "\u0001javascript:alert(1)",
  " javascript:alert(1)",
  "javascript://cancel.retentbase.com/%0aalert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "blob:https://cancel.retentbase.com/1",
  `blob:${location.origin}/1`,
  "filesystem:https://cancel.retentbase.com/1",
  "file:///etc/passwd",
  "ftp://cancel.retentbase.com/",
  "http://cancel.retentbase.com/",
  "http://localhost.evil.example/",
  "http://127.evil.example/",
  "http://localhost:x@evil.example/",
  "http://localhost@evil.example/",
  "https://cancel.retentbase.com@evil.example/",
  "https://:secret@evil.example/",
  "https://user@cancel.retentbase.com/",
  "//evil.example",
  "\\\\evil.example",
  "/\\evil.example",
  "/relative",
  "https://",
  "evil.example",
  "",
];

describe("toNavigableUrl", () => {
  for (const [value, href] of good) {
    it(`lets ${JSON.stringify(value)} pass`, () => assert.equal(toNavigableUrl(value), href));
  }
  for (const value of hostile) {
    it(`refuses ${JSON.stringify(value)}`, () => assert.equal(toNavigableUrl(value), undefined));
  }

  it("checks a relative URL in its absolute form", () => {
    assert.equal(toNavigableUrl("/cancel", "https://shop.example/account"), "https://shop.example/cancel");
    assert.equal(toNavigableUrl("//evil.example", "http://shop.example/account"), undefined);
  });
});

describe("isSameOrigin", () => {
  it("does not accept a longer host as the page's own", () => {
    assert.equal(isSameOrigin(`${location.origin}/x`), true);
    assert.equal(isSameOrigin(`${location.origin}.evil.example/`), false);
    assert.equal(isSameOrigin(`${location.origin}0/`), false);
  });
});

describe("a button whose server returns a hostile URL", () => {
  afterEach(() => {
    restoreFetch();
    clearPage();
  });

  for (const url of hostile) {
    it(`does not go to ${JSON.stringify(url)}`, async () => {
      stubFetch(() => linkResponse({ url }));
      const button = await mount();
      const failed = next(button, "retent-error");
      await button.start();
      assert.equal((await failed).code, "invalid_url");
      assert.deepEqual(button.visited, []);
    });
  }

  for (const [url, href] of good) {
    it(`goes to ${href} for ${JSON.stringify(url)}`, async () => {
      stubFetch(() => linkResponse({ url }));
      const button = await mount();
      await button.start();
      assert.deepEqual(button.visited, [href]);
    });
  }
});
