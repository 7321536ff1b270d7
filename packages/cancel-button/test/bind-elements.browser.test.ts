import { assert } from "chai";
import type { RetentCancelButton } from "../src/index.ts";
import { json, restoreFetch, type SentRequest, stubFetch } from "./support/stub-fetch.ts";
import { clearPage, statusText } from "./support/test-button.ts";

const script = new URL("../dist/button.js", import.meta.url).href;

/** Fails every request, so that nothing leaves the page. */
let requests: SentRequest[] = [];

before(async () => {
  await import(script);
  // A second copy changes nothing.
  await import(`${script}?copy`);
});

beforeEach(() => {
  requests = stubFetch(() => json({}, 503));
});

afterEach(() => {
  restoreFetch();
  clearPage();
});

function add(markup: string): HTMLElement {
  // Markup as a site builder writes it.
  document.body.innerHTML = markup;
  return document.body.querySelector("[data-retent-cancel]") as HTMLElement;
}

async function failed(): Promise<RetentCancelButton> {
  for (;;) {
    const button = document.querySelector<RetentCancelButton>("retent-cancel-button:state(error)");
    if (button) {
      await button.updateComplete;
      return button;
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}

describe("an element with data-retent-cancel", () => {
  for (const markup of [
    '<a href="/api/retent/cancel" data-retent-cancel>Cancel</a>',
    '<a href="#" data-retent-cancel>Cancel</a>',
    '<button type="button" data-retent-cancel>Cancel</button>',
    '<form action="/elsewhere"><button data-retent-cancel>Cancel</button></form>',
    '<div role="button" tabindex="0" data-retent-cancel>Cancel</div>',
  ]) {
    it(`starts a cancellation: ${markup}`, async () => {
      const before = location.href;
      const element = add(markup);
      element.click();
      const button = await failed();
      assert.equal(requests.length, 1);
      assert.equal(new URL(requests[0]?.url ?? "").pathname.endsWith("/dist/cancel-link"), true);
      assert.equal(element.nextSibling, button);
      assert.include(statusText(button), "try again");
      assert.equal(button.shadowRoot?.querySelector("button"), null);
      assert.equal(location.href, before);
    });
  }

  it("may be a form, which starts a cancellation when it is submitted", async () => {
    const form = add('<form data-retent-cancel action="/x" method="post"><button>Go</button></form>');
    (form as HTMLFormElement).requestSubmit();
    await failed();
    assert.equal(requests.length, 1);
  });

  it("may be clicked on an element inside it, and in an open shadow root", async () => {
    add('<button data-retent-cancel type="button"><b>Cancel</b></button>').querySelector("b")?.click();
    await failed();
    const host = document.createElement("div");
    host.attachShadow({ mode: "open" }).innerHTML = "<a href='#' data-retent-cancel>Cancel</a>";
    document.body.replaceChildren(host);
    host.shadowRoot?.querySelector("a")?.click();
    while (requests.length < 2) await new Promise((resolve) => setTimeout(resolve));
    assert.equal(host.shadowRoot?.lastElementChild?.localName, "retent-cancel-button");
  });

  it("starts one request for many clicks, and none before the first", async () => {
    const element = add('<button type="button" data-retent-cancel>Cancel</button>');
    assert.equal(document.querySelector("retent-cancel-button"), null);
    for (let clicks = 0; clicks < 20; clicks += 1) element.click();
    await failed();
    assert.equal(requests.length, 1);
    assert.equal(document.querySelectorAll("retent-cancel-button").length, 1);
    element.click();
    await failed();
    assert.equal(requests.length, 2);
  });

  it("sets the button's settings by attributes, and nothing else", async () => {
    add(`<button type="button" data-retent-cancel data-return-to="/plans" data-identity="a.b.c" data-mode="direct" data-subscription="sub_2"
      data-fallback-href="https://shop.example/help" data-inner-html="<img src=x>" data-onclick="alert(1)">Cancel</button>`).click();
    const button = await failed();
    assert.deepEqual(requests[0]?.body, {
      returnTo: "/plans",
      identity: "a.b.c",
      mode: "direct",
      subscription: "sub_2",
    });
    assert.equal(button.shadowRoot?.querySelector("a")?.href, "https://shop.example/help");
    assert.equal(button.innerHTML, "");
  });

  it("is left to the page if the page has handled the click", () => {
    const element = add('<button type="button" data-retent-cancel>Cancel</button>');
    element.addEventListener("click", (event) => event.preventDefault());
    element.click();
    assert.equal(requests.length, 0);
  });

  it("shows that it is busy", async () => {
    restoreFetch();
    stubFetch(() => new Promise(() => {}));
    const element = add('<button type="button" data-retent-cancel>Cancel</button>');
    element.click();
    const button = element.nextSibling as RetentCancelButton;
    await button.updateComplete;
    assert.equal(element.ariaBusy, "true");
  });
});
