import { assert } from "chai";
import { cleanUpAfterEach } from "./support/clean-up.ts";
import { json, type SentRequest, stubFetch } from "./support/stub-fetch.ts";
import { mount, part } from "./support/test-button.ts";

function preconnections(): string[] {
  const links = document.head.querySelectorAll<HTMLLinkElement>("link[rel=preconnect]");
  return [...links].map((link) => new URL(link.href).origin);
}

const approaches: Record<string, (target: Element) => void> = {
  "a pointer or a finger": (target) =>
    target.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, composed: true })),
  "the keyboard's focus": (target) =>
    target.dispatchEvent(new FocusEvent("focusin", { bubbles: true, composed: true })),
};

describe("preconnecting", () => {
  let requests: SentRequest[] = [];

  cleanUpAfterEach();

  beforeEach(() => {
    requests = stubFetch(() => json({}, 503));
  });

  afterEach(() => {
    for (const link of document.head.querySelectorAll("link[rel=preconnect]")) link.remove();
    Reflect.deleteProperty(navigator, "connection");
  });

  for (const [name, approach] of Object.entries(approaches)) {
    it(`opens a connection to the server when ${name} reaches the button, and sends nothing`, async () => {
      const button = await mount();
      assert.deepEqual(preconnections(), []);
      approach(part(button, "button"));
      assert.deepEqual(preconnections(), [location.origin]);
      assert.deepEqual(requests, []);
    });

    it(`does so for the form or link inside when ${name} reaches it`, async () => {
      const control = document.createElement("form");
      control.action = "https://server.example/api/cancel-link";
      const submit = document.createElement("button");
      control.append(submit);
      await mount({}, control);
      approach(submit);
      assert.deepEqual(preconnections(), ["https://server.example"]);
    });
  }

  it("uses the connection of the page's own requests, which have credentials", async () => {
    const button = await mount();
    button.focus();
    button.dispatchEvent(new FocusEvent("focusin", { bubbles: true, composed: true }));
    const link = document.head.querySelector<HTMLLinkElement>("link[rel=preconnect]");
    assert(link && link.crossOrigin === null);
  });

  it("leaves one link in the page, however often and to whatever button the pointer comes", async () => {
    const [first, second] = [await mount(), await mount({ endpoint: "https://server.example/api" })];
    for (const button of [first, first, second, second])
      for (const approach of Object.values(approaches)) approach(button);
    assert.deepEqual(preconnections(), ["https://server.example"]);
  });

  it("does nothing if the customer saves data", async () => {
    Object.defineProperty(navigator, "connection", { configurable: true, value: { saveData: true } });
    const button = await mount();
    for (const approach of Object.values(approaches)) approach(part(button, "button"));
    assert.deepEqual(preconnections(), []);
  });

  it("does nothing if the button has no server, and throws nothing into the page", async () => {
    const button = await mount({ endpoint: "javascript:alert(1)" });
    for (const approach of Object.values(approaches)) approach(part(button, "button"));
    assert.deepEqual(preconnections(), []);
  });
});
