import { assert } from "chai";
import { RetentCancelButton } from "../src/index.ts";
import { json, restoreFetch, stubFetch } from "./support/stub-fetch.ts";

const script = new URL("../dist/button.js", import.meta.url).href;
const base = new URL("../dist", import.meta.url).href;

describe("the script on a page whose bundle has defined the element first", () => {
  afterEach(() => {
    restoreFetch();
    document.body.replaceChildren();
  });

  it("names the server, and leaves alone what the page has set", async () => {
    const identity = () => "token-of-the-page";
    RetentCancelButton.defaultIdentity = identity;
    RetentCancelButton.define();
    await import(script);
    assert.equal(customElements.get("retent-cancel-button"), RetentCancelButton);
    assert.equal(RetentCancelButton.defaultIdentity, identity);
    const requests = stubFetch(() => json({}, 500));
    const button = document.createElement("retent-cancel-button");
    document.body.append(button);
    await button.start();
    assert.equal(requests[0]?.url, `${base}/cancel-link`);

    RetentCancelButton.defaultEndpoint = "/of-the-page";
    await import(`${script}?second`);
    assert.equal(RetentCancelButton.defaultEndpoint, "/of-the-page");
  });
});
