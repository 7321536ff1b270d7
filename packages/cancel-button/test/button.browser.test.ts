import { assert } from "chai";
import type { RetentCancelButton } from "../src/index.ts";
import { collectWarnings } from "./support/collect-warnings.ts";
import { json, restoreFetch, stubFetch } from "./support/stub-fetch.ts";

// The built script is tested, since a bundler can drop parts of the source.
const script = new URL("../dist/button.js", import.meta.url).href;
const base = new URL("../dist", import.meta.url).href;

describe("dist/button.js", () => {
  afterEach(() => {
    restoreFetch();
    document.body.replaceChildren();
  });

  it("defines the element, whose endpoint is the folder of the script", async () => {
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

  it("has no server if it is a copy on another host, warns about it, and leaves by the form or link inside", async () => {
    const copy = URL.createObjectURL(
      new Blob([await (await fetch(script)).text()], { type: "text/javascript" }),
    );
    await import(script);
    const { defaultEndpoint } = customElements.get("retent-cancel-button") as typeof RetentCancelButton;
    const define = customElements.define;
    const defined: (typeof RetentCancelButton)[] = [];
    const get = customElements.get;
    customElements.get = () => undefined;
    customElements.define = (_name, element) => void defined.push(element as typeof RetentCancelButton);
    try {
      await import(copy);
    } finally {
      customElements.define = define;
      customElements.get = get;
    }
    const [Copy] = defined;
    if (!Copy) throw new Error("nothing was defined");
    assert.equal(defaultEndpoint, base);
    Copy.defaultIdentity = () => "a.b.c";
    customElements.define("copied-cancel-button", Copy);
    const requests = stubFetch(() => json({}));
    const warnings = collectWarnings();
    const alone = Object.assign(document.createElement("copied-cancel-button") as RetentCancelButton, {
      fallbackHref: `${location.origin}/help#cancel`,
    });
    const visited: string[] = [];
    (alone as unknown as { navigate(href: string): void }).navigate = (href) => void visited.push(href);
    document.body.append(alone);
    await alone.start();
    assert.equal(Copy.defaultEndpoint, "");
    assert.deepEqual(visited, [`${location.origin}/help#cancel`]);
    assert.deepEqual(requests, []);
    assert.match(warnings.join(), /^retent: Error: no server at blob:.*: set endpoint by script$/);
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

  it("writes nothing but warnings to the console, parses no HTML, and has no syntax newer than Safari 15.4", async () => {
    const source = await (await fetch(script)).text();
    assert.notInclude(source.replaceAll("console.warn", ""), "console.");
    assert.notInclude(source, "static{");
    assert.notInclude(source, "static {");
    assert.equal(/\(\?<[=!]/.test(source), false);
    assert.notInclude(source, "innerHTML");
    // Only files beside it, and the module with the server's endpoint.
    const imported = source.match(/import\([^)]*\)/g) ?? [];
    const names = ["declaration-links", "debug-panel", "hints", "identity-tools", "popup"];
    for (const path of ["./languages/", ...names.map((name) => `./${name}.js`), "/server.js"])
      assert(imported.some((each) => each.includes(path)));
    assert.equal(imported.length, 7);
  });
});
