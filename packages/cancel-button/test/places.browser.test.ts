import { assert } from "chai";
import { hostedUrl, linkResponse, restoreFetch, type SentRequest, stubFetch } from "./support/stub-fetch.ts";
import { clearPage, mount, next, part, type TestButton } from "./support/test-button.ts";

let requests: SentRequest[] = [];

beforeEach(() => {
  requests = stubFetch(() => linkResponse());
});

afterEach(() => {
  restoreFetch();
  clearPage();
});

/** Clicks it as a customer does, and checks where it goes. */
async function use(button: TestButton): Promise<void> {
  await button.updateComplete;
  const before = requests.length;
  part(button, "button").click();
  await next(button, "retent-redirect");
  assert.equal(requests.length, before + 1);
  assert.deepEqual(button.visited, [hostedUrl]);
}

function create(): TestButton {
  return document.createElement("test-button") as TestButton;
}

describe("a button", () => {
  it("works in open and closed shadow roots, and its events leave them", async () => {
    for (const mode of ["open", "closed"] as const) {
      const host = document.createElement("div");
      const button = create();
      host.attachShadow({ mode }).append(button);
      document.body.append(host);
      const out = next(document, "retent-redirect");
      await use(button);
      assert.equal((await out).target, host);
    }
  });

  it("works in a modal dialog and in a popover", async () => {
    const dialog = document.createElement("dialog");
    const popover = Object.assign(document.createElement("div"), { popover: "auto" });
    const [inDialog, inPopover] = [create(), create()];
    dialog.append(inDialog);
    popover.append(inPopover);
    document.body.append(dialog, popover);
    dialog.showModal();
    await use(inDialog);
    assert.equal(dialog.open, true);
    dialog.close();
    popover.showPopover();
    await use(inPopover);
    assert.equal(popover.matches(":popover-open"), true);
  });

  it("works as one of many, each on its own", async () => {
    const buttons = await Promise.all(Array.from({ length: 20 }, () => mount()));
    for (const button of buttons) await use(button);
    assert.equal(requests.length, 20);
  });

  it("works as a clone, even of a busy button, with the settings of its attributes", async () => {
    const original = await mount({ returnTo: "/plans", mode: "direct" });
    original.setAttribute("return-to", "/account");
    original.setAttribute("variant", "danger");
    const hanging = stubFetch(() => new Promise(() => {}));
    original.start();
    while (hanging.length === 0) await Promise.resolve();
    requests = stubFetch(() => linkResponse());
    const clone = original.cloneNode(true) as TestButton;
    document.body.append(clone);
    await use(clone);
    assert.equal(clone.variant, "danger");
    assert.equal(requests[0]?.body.returnTo, "/account");
  });

  it("works when it comes from a template", async () => {
    const template = document.createElement("template");
    template.content.append(document.createElement("test-button"));
    document.body.append(document.importNode(template.content, true));
    await use(document.querySelector("test-button") as TestButton);
  });

  const changes: Record<string, (button: TestButton) => void> = {
    "is added again": (button) => {
      button.remove();
      document.body.append(button);
    },
    // Where the browser has no moveBefore(), libraries take the element out and put it in again.
    "is moved": (button) => {
      const elsewhere = document.body.appendChild(document.createElement("section"));
      const move = elsewhere.moveBefore ?? elsewhere.insertBefore;
      move.call(elsewhere, button, null);
    },
    "is replaced by another": (button) => button.replaceWith(create()),
    "is wrapped while the page is updated": (button) => {
      const wrapper = document.createElement("p");
      button.replaceWith(wrapper);
      queueMicrotask(() => wrapper.append(button));
    },
  };
  for (const [what, change] of Object.entries(changes)) {
    it(`leaves although it ${what} after the click, and works again`, async () => {
      const answer = Promise.withResolvers<Response>();
      const sent = stubFetch(() => answer.promise);
      const button = await mount();
      const left = next(button, "retent-redirect");
      button.start();
      while (sent.length === 0) await Promise.resolve();
      change(button);
      await new Promise((resolve) => setTimeout(resolve));
      answer.resolve(linkResponse());
      await left;
      await Promise.resolve();
      assert.deepEqual(button.visited, [hostedUrl]);
      requests = stubFetch(() => linkResponse());
      await use(await mount());
    });
  }

  it("stops if it is removed after the click, and works when it is added again", async () => {
    const hanging = stubFetch(() => new Promise(() => {}));
    const button = await mount();
    button.start();
    while (hanging.length === 0) await Promise.resolve();
    button.remove();
    await new Promise((resolve) => setTimeout(resolve));
    assert.equal(hanging[0]?.init.signal?.aborted, true);
    document.body.append(button);
    requests = stubFetch(() => linkResponse());
    await use(button);
  });

  it("works after it was adopted by another document and came back", async () => {
    const frame = document.createElement("iframe");
    const button = await mount();
    document.body.append(frame);
    frame.contentDocument?.body.append(button);
    document.body.append(button);
    await use(button);
  });

  it("offers the fallback link in another document, and throws nothing into either", async () => {
    stubFetch(() => new Response("", { status: 503 }));
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const button = await mount({ variant: "primary" });
    frame.contentDocument?.body.append(button);
    await button.updateComplete;
    await button.start();
    await button.updateComplete;
    assert.equal(part(button, "status").querySelector("a")?.pathname, "/api/retent/cancel");
  });

  it("sends one request for 20 clicks at once", async () => {
    const button = await mount();
    for (let clicks = 0; clicks < 20; clicks += 1) part(button, "button").click();
    await next(button, "retent-redirect");
    assert.equal(requests.length, 1);
  });

  it("can be focused and pressed by keyboard like any button", async () => {
    const button = await mount();
    button.focus();
    assert.equal(document.activeElement, button);
    assert.equal(button.shadowRoot?.activeElement, part(button, "button"));
    assert.equal(part(button, "button").localName, "button");
  });

  it("resists a page that patches prototypes, or gives its elements the button's names", async () => {
    document.body.append(
      Object.assign(document.createElement("form"), { id: "retentCancelButton", name: "fetch" }),
      Object.assign(document.createElement("img"), { id: "retent", name: "location" }),
    );
    Object.assign(Object.prototype, { retentPolluted: "yes", url: "javascript:alert(1)" });
    try {
      requests = stubFetch(() => new Response("{}", { headers: { "content-type": "application/json" } }));
      const button = await mount();
      await button.start();
      assert.deepEqual(button.visited, []);
      assert(button.matches(":state(error)"));
    } finally {
      for (const name of ["retentPolluted", "url"]) Reflect.deleteProperty(Object.prototype, name);
    }
  });
});
