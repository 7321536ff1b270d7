import { assert } from "chai";
import { bindElements } from "../src/bind-elements.ts";
import { RetentCancelButton } from "../src/index.ts";
import { cleanUpAfterEach } from "./support/clean-up.ts";
import { collectWarnings } from "./support/collect-warnings.ts";
import { json, linkResponse, stubFetch } from "./support/stub-fetch.ts";
import { mount, next } from "./support/test-button.ts";

const stranger = "https://evil.example";
const token = "header.claims.signature";
const submit = HTMLFormElement.prototype.submit;

describe("the identity token", () => {
  cleanUpAfterEach();

  /** What was posted by a navigation: address and fields. */
  let posted: [action: string, fields: Record<string, string>][];

  before(() => {
    RetentCancelButton.define();
    bindElements();
  });

  beforeEach(() => {
    posted = [];
    HTMLFormElement.prototype.submit = function () {
      posted.push([
        this.action,
        Object.fromEntries([...new FormData(this)].map(([name, value]) => [name, String(value)])),
      ]);
    };
    RetentCancelButton.defaultIdentity = () => token;
  });

  afterEach(() => {
    HTMLFormElement.prototype.submit = submit;
    RetentCancelButton.defaultIdentity = undefined;
    RetentCancelButton.defaultEndpoint = "/api/retent";
  });

  const click = async (html: string) => {
    document.body.innerHTML = html;
    (document.body.firstElementChild as HTMLElement).click();
    while (posted.length === 0) await new Promise((resolve) => setTimeout(resolve));
  };

  for (const html of [
    `<a href="#" data-retent-cancel data-endpoint="${stranger}">Cancel</a>`,
    `<button type="button" data-retent-cancel data-endpoint=" ${stranger}/api/ ">Cancel</button>`,
    `<p data-retent-cancel data-endpoint="https:evil.example" data-mode="direct">Cancel</p>`,
    `<retent-cancel-button endpoint="${stranger}">Cancel</retent-cancel-button>`,
    `<retent-cancel-button><form action="${stranger}/cancel-link"><button>Cancel</button></form></retent-cancel-button>`,
  ]) {
    it(`is not sent to a server that only markup names: ${html}`, async () => {
      const warnings = collectWarnings();
      await click(html);
      assert.equal(new URL(posted[0]?.[0] ?? "").hostname, "evil.example");
      assert.notInclude(JSON.stringify(posted), token);
      assert.equal(warnings.length, 1);
      assert.include(warnings.join(), "set endpoint by script");
    });
  }

  it("is sent to the server that the script came from, also if markup names it", async () => {
    RetentCancelButton.defaultEndpoint = "https://retent.shop.example/api";
    await click('<a href="#" data-retent-cancel data-endpoint="https://retent.shop.example/api">Cancel</a>');
    assert.deepEqual(posted[0]?.[1].identity, token);
  });

  it("is sent to the server that the script came from, also if a form names it", async () => {
    RetentCancelButton.defaultEndpoint = "https://retent.shop.example";
    await click(
      `<retent-cancel-button><form action="https://retent.shop.example/api/cancel-link"></form></retent-cancel-button>`,
    );
    assert.equal(posted[0]?.[0], "https://retent.shop.example/api/cancel-link");
    assert.deepEqual(posted[0]?.[1].identity, token);
  });

  it("is sent to an endpoint that a script has set", async () => {
    const button = await mount({ endpoint: "https://retent.shop.example/api" });
    await button.start();
    assert.deepEqual(posted[0]?.[1].identity, token);
  });

  it("is sent to the page's own server, even if markup names it", async () => {
    const requests = stubFetch(() => linkResponse());
    const button = await mount();
    button.setAttribute("endpoint", "/other");
    await button.start();
    assert.equal(requests[0]?.body.identity, token);
  });

  it("is sent to the page's own server also if the script came from another", async () => {
    RetentCancelButton.defaultEndpoint = "https://retent.shop.example/api";
    const requests = stubFetch(() => linkResponse());
    const button = await mount();
    button.setAttribute("endpoint", "/other");
    await button.start();
    assert.equal(requests[0]?.body.identity, token);
  });

  it("is not sent anywhere by the page's default endpoint if markup moves that to a stranger", async () => {
    collectWarnings();
    const base = Object.assign(document.createElement("base"), { href: stranger });
    document.head.append(base);
    try {
      await click("<retent-cancel-button>Cancel</retent-cancel-button>");
      assert.equal(new URL(posted[0]?.[0] ?? "").hostname, "evil.example");
      assert.notInclude(JSON.stringify(posted), token);
    } finally {
      base.remove();
    }
  });
});

describe("the result token", () => {
  cleanUpAfterEach();

  afterEach(() => history.replaceState(null, "", location.pathname + location.search));

  const copy = "https://cdn.example/button";

  /** Sets the class as the script does on a page of another origin. */
  function loadFrom(endpoint: string, findServer: () => Promise<string>): void {
    Object.assign(RetentCancelButton, { defaultEndpoint: endpoint, findServer });
  }

  afterEach(() => {
    Object.assign(RetentCancelButton, { defaultEndpoint: "/api/retent", findServer: undefined });
  });

  it("is never sent to a host that only has a copy of the script", async () => {
    const requests = stubFetch(() => json({ status: "pending" }));
    loadFrom(copy, () => Promise.reject(new Error(`no server at ${copy}`)));
    history.replaceState(null, "", `#ci_result_token=${token}`);
    const failed = next(document.body, "retent-error");
    const button = await mount();
    assert.equal((await failed).code, "unreachable");
    await button.start();
    assert.deepEqual(requests, []);
    assert.equal(location.hash, "");
  });

  it("is sent to the server that the script's host names", async () => {
    const requests = stubFetch(() => json({ status: "pending" }));
    loadFrom(copy, async () => "https://retent.shop.example/api");
    history.replaceState(null, "", `#ci_result_token=${token}`);
    await mount();
    while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve));
    assert.deepEqual(
      requests.map(({ url }) => url),
      ["https://retent.shop.example/api/result"],
    );
  });

  it("stays in the URL while only markup names the host of a copy", async () => {
    collectWarnings();
    const requests = stubFetch(() => json({ status: "pending" }));
    loadFrom(copy, () => Promise.reject(new Error(`no server at ${copy}`)));
    history.replaceState(null, "", `#ci_result_token=${token}`);
    document.body.innerHTML = `<retent-cancel-button endpoint="${copy}">Cancel</retent-cancel-button>`;
    assert.include(location.hash, token);
    assert.deepEqual(requests, []);
  });

  for (const endpoint of [stranger, "https://["])
    it(`waits for the page's own button if one with the endpoint ${endpoint} comes first`, async () => {
      RetentCancelButton.define();
      collectWarnings();
      const requests = stubFetch(() => json({ status: "pending" }));
      history.replaceState(null, "", `#ci_result_token=${token}`);
      document.body.innerHTML = `<retent-cancel-button endpoint="${endpoint}">Cancel</retent-cancel-button>`;
      assert.include(location.hash, token);
      document.body.append(document.createElement("retent-cancel-button"));
      while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve));
      assert.deepEqual(
        requests.map(({ url }) => url),
        [new URL("/api/retent/result", location.href).href],
      );
      assert.equal(location.hash, "");
    });
});
