import { assert } from "chai";
import { h, render } from "preact";
import { RetentCancelButton } from "../src/cancel-button.ts";
import { cleanUpAfterEach } from "./support/clean-up.ts";
import { linkResponse, stubFetch } from "./support/stub-fetch.ts";
import { labelText, mount, next, part, TestButton } from "./support/test-button.ts";

const never = () => new Promise<never>(() => {});

describe("set, moved and put into the page", () => {
  cleanUpAfterEach();

  it("keeps properties that were set before it was defined", async () => {
    const requests = stubFetch(() => linkResponse());
    const early = document.createElement("late-button") as TestButton;
    Object.assign(early, {
      endpoint: "/early",
      identity: "jwt",
      timeout: 5000,
      messages: { label: "Leave" },
    });
    document.body.append(early);
    customElements.define("late-button", class extends TestButton {});
    await early.updateComplete;
    assert.equal(labelText(early), "Leave");
    assert.equal(early.timeout, 5000);
    await early.start();
    assert.equal(requests[0]?.url, `${location.origin}/early/cancel-link`);
    assert.equal(requests[0]?.body.identity, "jwt");
  });

  it("does not submit a form around it", async () => {
    stubFetch(never);
    const button = await mount();
    const form = document.createElement("form");
    let submitted = 0;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      submitted++;
    });
    document.body.append(form);
    form.append(button);
    part(button, "button").click();
    await button.updateComplete;
    assert.equal(submitted, 0);
    assert(button.matches(":state(busy)"));
  });

  it('is enabled by disabled="false", which React 18 writes, and disabled by any other value', async () => {
    const requests = stubFetch(() => linkResponse());
    const button = await mount();
    for (const [value, isDisabled] of [
      ["false", false],
      ["", true],
      ["true", true],
      ["false", false],
    ] as const) {
      button.setAttribute("disabled", value);
      await button.updateComplete;
      assert.equal(button.disabled, isDisabled);
      assert.equal(button.matches(":disabled"), isDisabled);
    }
    await button.start();
    assert.equal(requests.length, 1);
  });

  it("follows a disabled fieldset", async () => {
    const requests = stubFetch(() => linkResponse());
    const button = await mount();
    const fieldset = document.createElement("fieldset");
    fieldset.disabled = true;
    document.body.append(fieldset);
    fieldset.append(button);
    await button.updateComplete;
    assert(part<HTMLButtonElement>(button, "button").disabled);
    await button.start();
    assert.equal(requests.length, 0);
    fieldset.disabled = false;
    await button.updateComplete;
    assert.equal(part<HTMLButtonElement>(button, "button").disabled, false);
  });

  it("starts once after it was moved", async () => {
    const requests = stubFetch(() => linkResponse());
    const button = await mount();
    const elsewhere = document.createElement("div");
    document.body.append(elsewhere);
    elsewhere.append(button);
    part(button, "button").click();
    await next(button, "retent-redirect");
    assert.equal(requests.length, 1);
  });

  for (const [kind, identity] of [
    ["a string", "jwt"],
    ["a function", async () => "jwt"],
  ] as const) {
    it(`accepts ${kind} as identity from a framework, and keeps it out of the page`, async () => {
      const requests = stubFetch(() => linkResponse());
      const root = document.createElement("div");
      document.body.append(root);
      render(h("test-button", { identity }), root);
      const button = root.firstElementChild as TestButton;
      await button.start();
      assert.equal(requests[0]?.body.identity, "jwt");
      assert.notInclude(document.body.innerHTML, "jwt");
    });
  }

  it("uses the default identity if a framework sets nothing", async () => {
    const requests = stubFetch(() => linkResponse());
    RetentCancelButton.defaultIdentity = "jwt";
    for (const nothing of [null, undefined, ""]) {
      const button = await mount();
      Object.assign(button, { identity: nothing });
      await button.start();
    }
    delete RetentCancelButton.defaultIdentity;
    assert.deepEqual(
      requests.map(({ body }) => body.identity),
      ["jwt", "jwt", "jwt"],
    );
  });

  it("uses its defaults again if a framework sets nothing", async () => {
    const button = await mount({
      mode: "popup",
      variant: "danger",
      size: "large",
      timeout: 1,
      disabled: true,
    });
    for (const nothing of [null, undefined]) {
      Object.assign(button, {
        mode: nothing,
        variant: nothing,
        size: nothing,
        timeout: nothing,
        disabled: nothing,
      });
      await button.updateComplete;
      const { mode, variant, size, timeout, disabled } = button;
      assert.deepEqual(
        [mode, variant, size, timeout, disabled],
        ["redirect", "secondary", "medium", 4000, false],
      );
      assert.equal(part<HTMLButtonElement>(button, "button").disabled, false);
    }
  });

  it("leaves the accessors of a class that extends it alone", async () => {
    class MarkedButton extends RetentCancelButton {
      static override properties = { note: {} };
      #note = "";
      get note() {
        return this.#note;
      }
      set note(note: string) {
        this.#note = `${note}!`;
      }
    }
    customElements.define("marked-button", MarkedButton);
    const button = new MarkedButton();
    button.note = "hello";
    assert.equal(button.note, "hello!");
  });

  it("goes back to the default when an attribute is removed", async () => {
    const requests = stubFetch(() => linkResponse());
    const button = await mount({ returnTo: "/account", endpoint: "/other" });
    button.setAttribute("return-to", "/x");
    button.removeAttribute("return-to");
    button.setAttribute("endpoint", "/x");
    button.removeAttribute("endpoint");
    await button.start();
    assert.equal(requests[0]?.url, `${location.origin}/api/retent/cancel-link`);
    assert.deepEqual(requests[0]?.body, { returnTo: location.href });
  });
});
