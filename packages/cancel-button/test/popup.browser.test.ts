import { assert } from "chai";
import { FakePopup } from "./support/fake-popup.ts";
import { hostedUrl, json, linkResponse, restoreFetch, stubFetch } from "./support/stub-fetch.ts";
import {
  clearPage,
  fallbackLink,
  isIdle,
  labelText,
  mount,
  next,
  part,
  recordEvents,
  statusText,
  type TestButton,
} from "./support/test-button.ts";

const nativeOpen = window.open;
let popups: FakePopup[] = [];
let isBlocked = false;

beforeEach(() => {
  popups = [];
  isBlocked = false;
  window.open = (_url, name) => {
    if (isBlocked) return null;
    const popup = Object.assign(new FakePopup(), { name });
    popups.push(popup);
    return popup as unknown as Window;
  };
});

afterEach(() => {
  window.open = nativeOpen;
  restoreFetch();
  clearPage();
});

const result = {
  status: "settled",
  outcome: "churned",
  effectiveAt: "2030-02-01",
  environment: "sandbox",
  confirmed: true,
  keepUrl: null,
};

/** A button whose popup has gone to the hosted page. */
async function openHostedPage(): Promise<{ button: TestButton; popup: FakePopup }> {
  stubFetch(() => linkResponse());
  const button = await mount({ mode: "popup" });
  await button.start();
  const [popup] = popups;
  if (!popup) throw new Error("no popup");
  return { button, popup };
}

function broadcast(message: unknown): void {
  const channel = new BroadcastChannel("retent");
  channel.postMessage(message);
  channel.close();
}

describe("mode popup", () => {
  it("opens the window during the click, before anything is sent", async () => {
    const requests = stubFetch(() => linkResponse());
    const button = await mount({ mode: "popup" });
    button.click();
    assert.equal(popups.length, 1);
    assert.equal(requests.length, 0);
  });

  it("sends the window to the hosted page, without access to this one, and says so", async () => {
    const { button, popup } = await openHostedPage();
    assert.deepEqual(popup.visited, [hostedUrl]);
    assert.equal(popup.opener, null);
    assert.deepEqual(button.visited, []);
    await button.updateComplete;
    assert(button.matches(":state(waiting)"));
    assert.equal(statusText(button), "Finish in the other window.");
  });

  it("brings the window to the front when it is pressed again, and lets the customer go on here", async () => {
    const { button, popup } = await openHostedPage();
    await button.updateComplete;
    assert.equal(labelText(button), "Show the window");
    assert.equal(part<HTMLButtonElement>(button, "button").hasAttribute("aria-disabled"), false);
    part(button, "button").click();
    assert.equal(popup.focused, 1);
    assert.equal(popups.length, 1);
    assert.equal(fallbackLink(button), `${location.origin}/api/retent/cancel`);
  });

  it("offers nothing to cancel once there is a result", async () => {
    for (const control of [undefined, Object.assign(document.createElement("a"), { href: "/api/cancel" })]) {
      stubFetch(() => linkResponse());
      const button = await mount({ mode: "popup" }, ...(control ? [control] : []));
      await button.start();
      const done = next(button, "retent-result");
      broadcast({ type: "retent-result", eventId: "evt_1", ...result, keepUrl: "https://shop.example/keep" });
      await done;
      await button.updateComplete;
      assert.include(statusText(button), "2030");
      assert.equal(fallbackLink(button), "https://shop.example/keep");
      assert.equal(button.shadowRoot?.querySelector("button"), null);
      assert.equal(control?.checkVisibility() ?? false, false);
      button.remove();
    }
  });

  it("shows the result that the return page sends, and closes the window", async () => {
    const { button, popup } = await openHostedPage();
    const done = next(button, "retent-result");
    broadcast({ type: "retent-result", eventId: "evt_1", ...result, token: "never passed on" });
    const event = await done;
    assert.deepEqual({ ...event }, { isTrusted: false, ...result });
    await button.updateComplete;
    assert.include(statusText(button), "2030");
    assert(button.matches(":state(done)"));
    assert.equal(popup.closed, true);
  });

  it("shows the result of the plain page, and leaves its receipt open", async () => {
    const { button, popup } = await openHostedPage();
    const done = next(button, "retent-result");
    broadcast({ type: "retent-result", eventId: "evt_1", ...result, staysOpen: true });
    assert.deepEqual({ ...(await done) }, { isTrusted: false, ...result });
    assert.equal(popup.closed, false);
  });

  it("closes the window of a customer who came back undecided, and can be used again", async () => {
    const { button, popup } = await openHostedPage();
    broadcast({ type: "retent-undecided", eventId: "evt_1" });
    while (!popup.closed) await new Promise((resolve) => setTimeout(resolve, 20));
    await button.updateComplete;
    assert(!button.matches(":state(busy)") && !button.matches(":state(done)"));
    assert.notEqual(fallbackLink(button), undefined);
  });

  it("closes the window even if the browser ignores it once, during a navigation", async () => {
    const { button, popup } = await openHostedPage();
    let asked = 0;
    popup.close = () => {
      asked += 1;
      popup.closed = asked > 1;
    };
    const done = next(button, "retent-result");
    broadcast({ type: "retent-result", eventId: "evt_1", ...result });
    await done;
    while (!popup.closed) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(asked, 2);
  });

  it("ignores other messages", async () => {
    const { button } = await openHostedPage();
    const events: Event[] = [];
    button.addEventListener("retent-result", (event) => events.push(event));
    for (const message of [
      { type: "retent-result", eventId: "evt_of_another_tab", ...result },
      { type: "retent-result", ...result },
      { type: "something-else", eventId: "evt_1", ...result },
      { type: "retent-result", eventId: "evt_1", status: "cancelled" },
      "retent-result",
      null,
    ]) {
      broadcast(message);
    }
    // A message of another origin, from any window.
    const init = {
      origin: "https://evil.example",
      data: { type: "retent-result", eventId: "evt_1", ...result },
    };
    window.dispatchEvent(new MessageEvent("message", init));
    const done = next(button, "retent-result");
    broadcast({ type: "retent-result", eventId: "evt_1", ...result, outcome: "recovered" });
    await done;
    assert.deepEqual(
      events.map((event) => (event as Event & { outcome: string }).outcome),
      ["recovered"],
    );
  });

  it("stops watching the window once it is closed", async () => {
    const watching = new Set<unknown>();
    const { setInterval, clearInterval } = window;
    window.setInterval = ((run: () => void, ms: number) => {
      const id = setInterval(run, ms);
      watching.add(id);
      return id;
    }) as typeof window.setInterval;
    window.clearInterval = (id) => {
      watching.delete(id);
      clearInterval(id);
    };
    try {
      const { button } = await openHostedPage();
      assert.equal(watching.size, 1);
      broadcast({ type: "retent-result", eventId: "evt_1", ...result });
      await next(button, "retent-result");
      await button.updateComplete;
      assert.equal(watching.size, 0);
    } finally {
      Object.assign(window, { setInterval, clearInterval });
    }
  });

  it("is usable again if the browser refuses the channel for the result", async () => {
    const { BroadcastChannel } = window;
    Object.assign(window, {
      BroadcastChannel: class {
        constructor() {
          throw new DOMException("no channels in a sandbox", "SecurityError");
        }
      },
    });
    try {
      const { button, popup } = await openHostedPage();
      assert.deepEqual(popup.visited, [hostedUrl]);
      // What the button loads for a popup may arrive later than any promise here.
      while (button.matches(":state(waiting)") || !isIdle(button))
        await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      Object.assign(window, { BroadcastChannel });
    }
  });

  it("is usable again when the customer closes the window", async () => {
    const { button, popup } = await openHostedPage();
    popup.closed = true;
    while (button.matches(":state(waiting)")) await new Promise((resolve) => setTimeout(resolve, 20));
    await button.updateComplete;
    assert(isIdle(button));
  });

  it("shows a result also after the window seemed closed, and asks its page to close it", async () => {
    const { button, popup } = await openHostedPage();
    // As after a navigation under a Cross-Origin-Opener-Policy.
    popup.closed = true;
    while (button.matches(":state(waiting)")) await new Promise((resolve) => setTimeout(resolve, 20));
    const channel = new BroadcastChannel("retent");
    const asked = new Promise<unknown>((resolve) => {
      channel.onmessage = ({ data }) => data.type === "retent-close" && resolve(data);
    });
    const done = next(button, "retent-result");
    broadcast({ type: "retent-result", eventId: "evt_1", ...result });
    assert.equal((await done).outcome, "churned");
    assert.deepEqual(await asked, { type: "retent-close", eventId: "evt_1" });
    channel.close();
  });

  it("no longer waits for a result once the button is gone", async () => {
    const events = recordEvents();
    const { button } = await openHostedPage();
    button.remove();
    await new Promise((resolve) => setTimeout(resolve));
    document.body.append(button);
    broadcast({ type: "retent-result", eventId: "evt_1", ...result });
    const { button: other } = await openHostedPage();
    const done = next(other, "retent-result");
    broadcast({ type: "retent-result", eventId: "evt_1", ...result });
    await done;
    assert.equal(events.filter(({ type }) => type === "retent-result").length, 1);
  });

  it("goes there in this window if the browser blocks popups", async () => {
    isBlocked = true;
    stubFetch(() => linkResponse());
    const button = await mount({ mode: "popup" });
    await button.start();
    assert.deepEqual(button.visited, [hostedUrl]);
  });

  it("goes there in this window if opening a popup throws", async () => {
    window.open = () => {
      throw new DOMException("no windows in a sandbox", "InvalidAccessError");
    };
    stubFetch(() => linkResponse());
    const button = await mount({ mode: "popup" });
    await button.start();
    assert.deepEqual(button.visited, [hostedUrl]);
  });

  it("goes there in this window if the popup was closed before", async () => {
    stubFetch(() => {
      for (const popup of popups) popup.closed = true;
      return linkResponse();
    });
    const button = await mount({ mode: "popup" });
    await button.start();
    assert.deepEqual(button.visited, [hostedUrl]);
  });

  it("leaves no empty window behind: after a failure, when stopped, when removed", async () => {
    stubFetch(() => json({}, 503));
    await (await mount({ mode: "popup" })).start();
    assert.equal(popups[0]?.closed, true);

    stubFetch(() => linkResponse());
    const stopped = await mount({ mode: "popup" });
    stopped.addEventListener("retent-redirect", (event) => event.preventDefault());
    await stopped.start();
    assert.equal(popups[1]?.closed, true);

    stubFetch(() => new Promise(() => {}));
    document.body.replaceChildren();
    const removed = await mount({ mode: "popup" });
    removed.start();
    removed.remove();
    await new Promise((resolve) => setTimeout(resolve));
    assert.equal(popups[2]?.closed, true);
  });

  it("opens none if a listener stops it before anything is sent", async () => {
    const button = await mount({ mode: "popup" });
    button.addEventListener("retent-start", (event) => event.preventDefault());
    await button.start();
    assert.equal(popups.length, 0);
  });

  it("posts a form to the window if the endpoint is on another origin", async () => {
    const forms: { action: string; target: string }[] = [];
    const nativeSubmit = HTMLFormElement.prototype.submit;
    HTMLFormElement.prototype.submit = function submit() {
      forms.push({ action: this.action, target: this.target });
    };
    try {
      const button = await mount({ mode: "popup", endpoint: "https://shop.example/api" });
      await button.start();
      const [popup] = popups;
      assert.deepEqual(forms, [{ action: "https://shop.example/api/cancel-link", target: `${popup?.name}` }]);
      assert.notEqual(popup?.name, "");
      // The return page on the other origin can only send the result to its opener.
      assert.equal(popup?.opener, window);
    } finally {
      HTMLFormElement.prototype.submit = nativeSubmit;
    }
  });
});
