import { assert } from "chai";
import { hostedUrl, json, linkResponse, restoreFetch, stubFetch } from "./support/stub-fetch.ts";
import {
  clearPage,
  fallbackLink,
  labelText,
  mount,
  next,
  part,
  recordEvents,
  statusText,
} from "./support/test-button.ts";

function link(): HTMLAnchorElement {
  return Object.assign(document.createElement("a"), { href: "/api/retent/cancel", textContent: "Cancel" });
}

function form(): HTMLFormElement {
  const form = Object.assign(document.createElement("form"), {
    method: "post",
    action: "/api/retent/cancel-link",
  });
  form.append(Object.assign(document.createElement("button"), { textContent: "Cancel" }));
  return form;
}

/** Clicks, and returns whether the browser would have left the page. It never leaves. */
function click(target: HTMLElement, init: MouseEventInit = {}): boolean {
  let followed = true;
  document.addEventListener(
    "click",
    (event) => {
      followed = !event.defaultPrevented;
      event.preventDefault();
    },
    { once: true },
  );
  target.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true, cancelable: true, ...init }));
  return followed;
}

describe("a slotted link", () => {
  afterEach(() => {
    restoreFetch();
    clearPage();
  });

  it("is shown instead of a button", async () => {
    const anchor = link();
    const button = await mount({}, anchor);
    assert(anchor.checkVisibility());
    assert.equal(button.shadowRoot?.querySelector("button"), null);
    assert.equal(button.textContent, "Cancel");
  });

  it("starts the same as the button", async () => {
    const requests = stubFetch(() => linkResponse());
    const anchor = link();
    const button = await mount({}, anchor);
    const redirected = next(button, "retent-redirect");
    assert.equal(click(anchor), false, "the browser does not follow");
    assert.equal(click(anchor), false, "nor while busy");
    await redirected;
    assert.equal(requests.length, 1);
    assert.deepEqual(button.visited, [hostedUrl]);
  });

  for (const init of [
    { ctrlKey: true },
    { metaKey: true },
    { shiftKey: true },
    { altKey: true },
    { button: 1 },
  ]) {
    it(`is left to the browser with ${JSON.stringify(init)}`, async () => {
      const events = recordEvents();
      const anchor = link();
      await mount({}, anchor);
      assert.equal(click(anchor, init), true);
      assert.deepEqual(events, []);
    });
  }

  it("is left alone if the page has handled the click", async () => {
    const events = recordEvents();
    const anchor = link();
    await mount({}, anchor);
    anchor.addEventListener("click", (event) => event.preventDefault());
    click(anchor);
    assert.deepEqual(events, []);
  });

  it("shows that it is busy, and that it failed, with a retry and a fallback link", async () => {
    const answer = Promise.withResolvers<Response>();
    stubFetch(() => answer.promise);
    const anchor = link();
    const button = await mount({}, anchor);
    click(anchor);
    await button.updateComplete;
    assert.equal(anchor.getAttribute("aria-busy"), "true");
    assert.equal(anchor.getAttribute("aria-disabled"), "true");
    assert.match(statusText(button), /One moment/);
    answer.resolve(json({}, 500));
    await next(button, "retent-error");
    await button.updateComplete;
    assert.equal(anchor.hasAttribute("aria-busy"), false);
    assert.equal(anchor.hasAttribute("aria-disabled"), false);
    assert(anchor.checkVisibility());
    assert.match(statusText(button), /try again/i);
    assert.equal(fallbackLink(button), `${location.origin}/api/retent/cancel`);
    assert.equal(
      click(part(button, "status").querySelector("a") as HTMLElement),
      true,
      "the fallback link is a plain link",
    );
    stubFetch(() => linkResponse());
    click(anchor);
    await next(button, "retent-redirect");
    assert.deepEqual(button.visited, [hostedUrl]);
  });

  it("does nothing while disabled", async () => {
    const events = recordEvents();
    const anchor = link();
    await mount({ disabled: true }, anchor);
    assert.equal(anchor.getAttribute("aria-disabled"), "true");
    assert.equal(click(anchor), false);
    assert.deepEqual(events, []);
  });

  it("replaces the button when it is added later, until it is removed", async () => {
    const button = await mount();
    const slot = part(button, "label").querySelector("slot") as HTMLSlotElement;
    const anchor = link();
    button.append(anchor);
    await next(slot, "slotchange");
    await button.updateComplete;
    assert.equal(button.shadowRoot?.querySelector("button"), null);
    anchor.remove();
    await next(slot, "slotchange");
    await button.updateComplete;
    assert.equal(labelText(button), "Cancel subscription");
  });
});

describe("a slotted form", () => {
  afterEach(() => {
    restoreFetch();
    clearPage();
  });

  it("starts the same as the button when it is submitted", async () => {
    const requests = stubFetch(() => linkResponse());
    const slotted = form();
    const button = await mount({}, slotted);
    const submitted = next(document.body, "submit");
    const redirected = next(button, "retent-redirect");
    slotted.querySelector("button")?.click();
    assert((await submitted).defaultPrevented, "the browser does not post it");
    await button.updateComplete;
    assert.equal(slotted.querySelector("button")?.getAttribute("aria-busy"), "true");
    await redirected;
    assert.equal(requests.length, 1);
    assert.deepEqual(button.visited, [hostedUrl]);
  });

  const actions: [action: string, sentTo: string][] = [
    ["/api/shop/cancel-link", "/api/shop/cancel-link"],
    ["/api/shop/cancel-link/", "/api/shop/cancel-link"],
    ["/subscription/cancel", "/api/retent/cancel-link"],
  ];
  for (const [action, sentTo] of actions) {
    it(`names the endpoint by its action: ${action}`, async () => {
      const requests = stubFetch(() => linkResponse());
      const slotted = form();
      slotted.setAttribute("action", action);
      const button = await mount({}, slotted);
      await button.start();
      assert.equal(requests[0]?.url, `${location.origin}${sentTo}`);
    });
  }

  it("names no endpoint if the element does", async () => {
    const requests = stubFetch(() => linkResponse());
    const button = await mount({ endpoint: "/elsewhere" }, form());
    await button.start();
    assert.equal(requests[0]?.url, `${location.origin}/elsewhere/cancel-link`);
  });

  it("has its fields sent, and the element's instead of those of the same name", async () => {
    const requests = stubFetch(() => linkResponse());
    const slotted = form();
    for (const [name, value] of Object.entries({ identity: "a.b.c", returnTo: "/", subscription: "s_1" }))
      slotted.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    const button = await mount({ returnTo: "/account" }, slotted);
    await button.start();
    assert.deepEqual(requests[0]?.body, {
      returnTo: "/account",
      identity: "a.b.c",
      subscription: "s_1",
    });
  });

  it("leaves a link inside it alone", async () => {
    const events = recordEvents();
    const slotted = form();
    const terms = link();
    slotted.append(terms);
    await mount({}, slotted);
    assert.equal(click(terms), true);
    assert.deepEqual(events, []);
  });

  it("stays usable after a failure", async () => {
    stubFetch(() => json({}, 401));
    const slotted = form();
    const button = await mount({}, slotted);
    const failed = next(button, "retent-error");
    slotted.requestSubmit();
    await failed;
    await button.updateComplete;
    assert.match(statusText(button), /sign in/);
    stubFetch(() => linkResponse());
    slotted.requestSubmit();
    await next(button, "retent-redirect");
    assert.deepEqual(button.visited, [hostedUrl]);
  });
});

describe("what a parser leaves of a form inside another form", () => {
  afterEach(() => {
    restoreFetch();
    clearPage();
  });

  it("starts the cancellation, and does not submit the form around it", async () => {
    const requests = stubFetch(() => linkResponse());
    const left = Object.assign(document.createElement("button"), { textContent: "Cancel" });
    const button = await mount({}, left);
    const outer = document.createElement("form");
    let submitted = 0;
    outer.addEventListener("submit", (event) => {
      event.preventDefault();
      submitted += 1;
    });
    document.body.append(outer);
    outer.append(button);
    await button.updateComplete;
    const redirected = next(button, "retent-redirect");
    left.click();
    await redirected;
    assert.equal(submitted, 0);
    assert.equal(requests.length, 1);
  });
});
