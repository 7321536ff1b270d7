import { assert } from "chai";
import { json, restoreFetch, stubFetch } from "./support/stub-fetch.ts";
import { clearPage, mount, next } from "./support/test-button.ts";

const nativeSubmit = HTMLFormElement.prototype.submit;

describe("a button whose endpoint is on another origin", () => {
  let submitted: { method: string; action: string; target: string; fields: object; onPage: boolean }[] = [];

  beforeEach(() => {
    submitted = [];
    HTMLFormElement.prototype.submit = function () {
      submitted.push({
        method: this.method,
        action: this.action,
        target: this.target,
        fields: Object.fromEntries(new FormData(this)),
        onPage: this.isConnected,
      });
    };
  });

  afterEach(() => {
    HTMLFormElement.prototype.submit = nativeSubmit;
    restoreFetch();
    clearPage();
  });

  it("posts a form as a top-level navigation and sends no request", async () => {
    const requests = stubFetch(() => json({}));
    const button = await mount({
      endpoint: "https://server.example/api",
      returnTo: "https://shop.example/account?a=b&c",
      mode: "direct",
      subscription: "sub_2",
      identity: async () => "jwt",
    });
    const redirected = next(button, "retent-redirect");
    await button.start();
    assert.deepEqual(submitted, [
      {
        method: "post",
        action: "https://server.example/api/cancel-link",
        target: "",
        fields: {
          returnTo: "https://shop.example/account?a=b&c",
          identity: "jwt",
          mode: "direct",
          subscription: "sub_2",
        },
        onPage: true,
      },
    ]);
    const { eventId, environment, fallback } = await redirected;
    assert.deepEqual([eventId, environment, fallback], [undefined, undefined, undefined]);
    assert.equal(document.forms.length, 0, "nothing stays on the page");
    assert.equal(requests.length, 0);
    assert.deepEqual(button.visited, []);
    assert(button.matches(":state(busy)"));
  });

  it("omits what is not set", async () => {
    await (await mount({ endpoint: "https://server.example/api" })).start();
    assert.deepEqual(submitted[0]?.fields, { returnTo: location.href });
  });

  it("can be stopped before it leaves", async () => {
    const button = await mount({ endpoint: "https://server.example/api" });
    button.addEventListener("retent-redirect", (event) => event.preventDefault());
    await button.start();
    assert.deepEqual(submitted, []);
  });

  it("waits as long for an identity as for a link", async () => {
    const button = await mount({
      endpoint: "https://server.example/api",
      timeout: 1,
      identity: () => new Promise(() => {}),
    });
    const failed = next(button, "retent-error");
    await button.start();
    assert.equal((await failed).code, "timeout");
    assert.deepEqual(submitted, []);
  });

  for (const endpoint of [
    "javascript:alert(1)//",
    "http://server.example/api",
    "https://good@server.example/api",
  ]) {
    it(`posts nothing to ${endpoint}`, async () => {
      const button = await mount({ endpoint });
      const failed = next(button, "retent-error");
      await button.start();
      assert.equal((await failed).code, "invalid_url");
      assert.deepEqual(submitted, []);
    });
  }
});
