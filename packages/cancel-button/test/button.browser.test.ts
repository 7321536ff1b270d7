import { assert } from "chai";
import type { RetentCancelButton } from "../src/index.ts";
import { json, restoreFetch, stubFetch } from "./support/stub-fetch.ts";

// What is built is tested, since a bundler can drop what the source has.
const script = new URL("../dist/button.js", import.meta.url).href;
const base = new URL("../dist", import.meta.url).href;

describe("dist/button.js", () => {
  afterEach(() => {
    restoreFetch();
    document.body.replaceChildren();
  });

  it("defines the element, and its endpoint is where the script came from", async () => {
    document.body.append(document.createElement("retent-cancel-button"));
    await import(script);
    await import(`${script}?v=a/b`);
    const button = document.querySelector("retent-cancel-button") as RetentCancelButton;
    assert.equal(button.endpoint, base);
    const requests = stubFetch(() => json({}, 500));
    await button.start();
    await button.updateComplete;
    assert.equal(requests[0]?.url, `${base}/cancel-link`);
    const status = button.shadowRoot?.querySelector("[part=status]");
    assert.include(status?.textContent ?? "", "try again");
    assert.equal(status?.querySelector("a")?.href, `${base}/cancel`);
  });

  it("refuses a hostile URL", async () => {
    await import(script);
    const button = document.createElement("retent-cancel-button");
    document.body.append(button);
    stubFetch(() => json({ url: "javascript:document.title='hacked'" }));
    await button.start();
    assert(button.matches(":state(error)"));
    assert.notEqual(document.title, "hacked");
  });

  it("writes nothing to the console and parses no HTML", async () => {
    const source = await (await fetch(script)).text();
    assert.notInclude(source, "console.");
    assert.notInclude(source, "innerHTML");
    // Nothing but the languages beside it.
    assert.notInclude(source.replace(/import\([`"]\.\/languages\/[a-z]{2}\.js[`"]\)/g, ""), "import(");
  });
});
