import { assert } from "chai";
import { bindElements } from "../src/bind-elements.ts";
import { RetentCancelButton } from "../src/index.ts";
import { cleanUpAfterEach } from "./support/clean-up.ts";
import { collectWarnings } from "./support/collect-warnings.ts";
import { json, linkResponse, stubFetch } from "./support/stub-fetch.ts";
import { mount } from "./support/test-button.ts";

/** A form whose response is shown in a frame, so that the page of these tests stays. */
function createForm(): { form: HTMLFormElement; left: Promise<void> } {
  const frame = Object.assign(document.createElement("iframe"), { name: `frame-${Math.random()}` });
  document.body.append(frame);
  const form = Object.assign(document.createElement("form"), {
    method: "get",
    action: "/404",
    target: frame.name,
  });
  form.append(document.createElement("button"));
  // A new frame may load its empty page late, so only the response to the form counts.
  const left = new Promise<void>((resolve) =>
    frame.addEventListener("load", () => {
      if (frame.contentWindow?.location.pathname === "/404") resolve();
    }),
  );
  return { form, left };
}

/** An error that the button's code does not expect. */
class Unexpected extends RetentCancelButton {
  protected override navigate(): void {
    throw new TypeError("this browser lacks something");
  }
}
customElements.define("unexpected-button", Unexpected);

describe("an error that is thrown between the click and the departure", () => {
  cleanUpAfterEach();

  it("hands the click back to the slotted form, with one warning", async () => {
    const warnings = collectWarnings();
    stubFetch(() => linkResponse());
    const button = new Unexpected();
    const { form, left } = createForm();
    button.append(form);
    document.body.append(button);
    await button.updateComplete;
    form.requestSubmit();
    await left;
    assert.deepEqual(warnings, ["retent: TypeError: this browser lacks something"]);
    await button.updateComplete;
    assert.equal(button.matches(":state(busy)"), false);
  });

  it("hands the click back to a slotted link, else to the merchant's fallback link, else to the plain page", async () => {
    collectWarnings();
    stubFetch(() => linkResponse());
    for (const [properties, children, expected] of [
      [{}, [Object.assign(document.createElement("a"), { href: "/leave" })], "/leave"],
      [{ fallbackHref: "/help" }, [], "/help"],
      [{}, [], "/api/retent/cancel"],
    ] as const) {
      const button = await mount(properties, ...children);
      const visited: string[] = [];
      let isFirst = true;
      (button as unknown as { navigate(href: string): void }).navigate = (href) => {
        if (isFirst) {
          isFirst = false;
          throw new RangeError("unexpected");
        }
        visited.push(href);
      };
      await button.start();
      assert.deepEqual(visited, [`${location.origin}${expected}`]);
    }
  });

  it("is not the same as a failure of the server, which is shown with a fallback link", async () => {
    const warnings = collectWarnings();
    stubFetch(() => Promise.reject(new TypeError("Failed to fetch")));
    const button = await mount();
    await button.start();
    assert(button.matches(":state(error)"));
    assert.deepEqual(button.visited, []);
    assert.deepEqual(warnings, []);
  });
});

describe("a bound element whose button can't be made", () => {
  cleanUpAfterEach();

  it("does what it does without the script", async () => {
    bindElements();
    const { createElement } = document;
    document.createElement = () => {
      throw new TypeError("this browser lacks something");
    };
    const warnings = collectWarnings();
    try {
      const link = new DOMParser().parseFromString("<a href='#left' data-retent-cancel>x</a>", "text/html")
        .links[0];
      document.body.append(link as HTMLElement);
      // Firefox follows the link a moment later.
      const followed = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
      link?.click();
      await followed;
      assert.equal(location.hash, "#left");
      assert.deepEqual(warnings, ["retent: TypeError: this browser lacks something"]);
    } finally {
      document.createElement = createElement;
      history.replaceState(null, "", location.pathname + location.search);
    }
  });
});

describe("the server's hint for developers", () => {
  cleanUpAfterEach();

  it("is one warning in the console, and customers don't see it", async () => {
    const warnings = collectWarnings();
    stubFetch(() => json({ code: "not_identified", hint: "the identity token has another audience" }, 401));
    const button = await mount();
    await button.start();
    assert.deepEqual(warnings, ["retent: the identity token has another audience"]);
    assert.equal(button.shadowRoot?.textContent?.includes("audience"), false);
  });
});
