import { assert } from "chai";
import type { CancelLink } from "../src/index.ts";
import { cleanUpAfterEach } from "./support/clean-up.ts";
import { hostedUrl, linkResponse, stubFetch } from "./support/stub-fetch.ts";
import { fallbackLink, isIdle, labelText, mount, next, part, recordEvents } from "./support/test-button.ts";

const never = () => new Promise<never>(() => {});

describe("RetentCancelButton", () => {
  cleanUpAfterEach();

  describe("a click", () => {
    it("requests a link from the server and goes there", async () => {
      const requests = stubFetch(() => linkResponse());
      const button = await mount({ returnTo: "/account", identity: "jwt", subscription: "sub_2" });
      assert.equal(requests.length, 0, "nothing is sent before the click");
      const redirected = next(button, "retent-redirect");
      part(button, "button").click();
      await redirected;
      assert.deepEqual(button.visited, [hostedUrl]);
      const [request] = requests;
      assert.equal(request?.url, `${location.origin}/api/retent/cancel-link`);
      assert.deepEqual(request?.body, {
        returnTo: "/account",
        identity: "jwt",
        subscription: "sub_2",
      });
      assert.equal(request?.init.method, "POST");
      assert.equal(new Request(request?.url ?? "", request?.init).credentials, "same-origin");
      assert.equal(request?.init.redirect, "error");
      const headers = new Headers(request?.init.headers);
      assert.equal(headers.get("accept"), "application/json");
      assert.equal(headers.get("content-type"), "application/json");
    });

    it("on the element does the same", async () => {
      stubFetch(() => linkResponse());
      const button = await mount();
      const redirected = next(button, "retent-redirect");
      button.click();
      await redirected;
      assert.deepEqual(button.visited, [hostedUrl]);
    });

    it("returns to this page, with the route of a router in the fragment and nothing else of it", async () => {
      const [page] = location.href.split("#");
      for (const [fragment, kept] of [
        ["", ""],
        ["#billing", ""],
        ["#access_token=secret", ""],
        ["#/account", "#/account"],
        ["#!/account", "#!/account"],
        ["#/account?code=secret", "#/account"],
        ["#/account&state=secret", "#/account"],
      ]) {
        history.replaceState(null, "", `${page}${fragment}`);
        const requests = stubFetch(() => linkResponse());
        await (await mount()).start();
        assert.equal(requests[0]?.body.returnTo, `${page}${kept}`);
      }
      history.replaceState(null, "", page);
    });

    it("reads the mode also in capitals", async () => {
      const requests = stubFetch(() => linkResponse());
      const button = await mount();
      button.setAttribute("mode", "DIRECT");
      await button.start();
      assert.equal(requests[0]?.body.mode, "direct");
    });

    it("leads to the plain page in direct mode", async () => {
      const requests = stubFetch(() => linkResponse({ url: `${location.origin}/api/retent/cancel` }));
      const button = await mount({ mode: "direct" });
      await button.start();
      assert.equal(requests[0]?.body.mode, "direct");
      assert.deepEqual(button.visited, [`${location.origin}/api/retent/cancel`]);
    });

    it("sends one request, however often it is repeated", async () => {
      const answer = Promise.withResolvers<Response>();
      const requests = stubFetch(() => answer.promise);
      const button = await mount();
      for (let click = 0; click < 20; click++) {
        part(button, "button").click();
        await Promise.resolve();
      }
      answer.resolve(linkResponse());
      await next(button, "retent-redirect");
      part(button, "button").click();
      await button.updateComplete;
      assert.equal(requests.length, 1);
      assert.deepEqual(button.visited, [hostedUrl]);
    });

    it("reads the endpoint from the attribute, with or without a trailing slash", async () => {
      const requests = stubFetch(() => linkResponse());
      const button = await mount();
      button.setAttribute("endpoint", "/billing/retent/");
      await button.start();
      assert.equal(requests[0]?.url, `${location.origin}/billing/retent/cancel-link`);
    });

    it("waits for the promise of an identity function", async () => {
      const requests = stubFetch(() => linkResponse());
      const button = await mount({ identity: async () => "fresh" });
      await button.start();
      assert.equal(requests[0]?.body.identity, "fresh");
    });

    it("does nothing while disabled", async () => {
      const events = recordEvents();
      const button = await mount({ disabled: true });
      part(button, "button").click();
      button.click();
      await button.start();
      assert.deepEqual(events, []);
      assert(part<HTMLButtonElement>(button, "button").disabled);
    });
  });

  describe("its events", () => {
    it("can stop it before anything is sent", async () => {
      const requests = stubFetch(() => linkResponse());
      const button = await mount();
      button.addEventListener("retent-start", (event) => event.preventDefault());
      await button.start();
      assert.equal(requests.length, 0);
      assert(isIdle(button));
    });

    it("can stop it before it leaves", async () => {
      stubFetch(() => linkResponse());
      const button = await mount();
      button.addEventListener("retent-redirect", (event) => event.preventDefault());
      await button.start();
      assert.deepEqual(button.visited, []);
      assert(isIdle(button));
    });

    it("say why the server sends the customer to the plain page", async () => {
      stubFetch(() =>
        linkResponse({ url: `${location.origin}/api/retent/cancel`, fallback: "rate_limited" }),
      );
      const button = await mount();
      const fallback = next(button, "retent-fallback");
      await button.start();
      assert.equal((await fallback).reason, "rate_limited");
      assert.deepEqual(button.visited, [`${location.origin}/api/retent/cancel`]);
    });

    it("stop it when a listener removes the element", async () => {
      const requests = stubFetch(() => linkResponse());
      const button = await mount();
      button.addEventListener("retent-start", () => button.remove());
      await button.start();
      assert.equal(requests.length, 0);
    });
  });

  describe("while busy", () => {
    it("says so, keeps the focus, and stays focusable", async () => {
      stubFetch(never);
      const button = await mount();
      button.focus();
      const inner = part<HTMLButtonElement>(button, "button");
      assert.equal(button.shadowRoot?.activeElement, inner, "focus goes to the button inside");
      inner.click();
      await button.updateComplete;
      assert.equal(inner.getAttribute("aria-busy"), "true");
      assert.equal(inner.getAttribute("aria-disabled"), "true");
      assert.equal(inner.disabled, false);
      assert.equal(button.shadowRoot?.activeElement, inner);
      assert(button.matches(":state(busy)"));
      assert(part(button, "spinner").checkVisibility());
      assert.include(part(button, "status").textContent ?? "", "One moment");
    });

    it("moves nothing", async () => {
      stubFetch(never);
      const button = await mount();
      const before = button.getBoundingClientRect().toJSON();
      button.click();
      await button.updateComplete;
      assert.deepEqual(button.getBoundingClientRect().toJSON(), before);
    });

    it("is usable again when the page returns from the back/forward cache", async () => {
      stubFetch(() => linkResponse());
      const button = await mount();
      await button.start();
      assert(button.matches(":state(busy)"), "busy until the page is gone");
      window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
      await button.updateComplete;
      assert(isIdle(button));
      assert.equal(part(button, "button").hasAttribute("aria-busy"), false);
      await button.start();
      assert.deepEqual(button.visited, [hostedUrl, hostedUrl]);
    });

    it("is usable again after a departure that took longer than a link may take", async () => {
      const { setTimeout } = window;
      const timers: { run: () => void; ms: number }[] = [];
      window.setTimeout = ((run: () => void, ms: number) => timers.push({ run, ms })) as typeof setTimeout;
      try {
        stubFetch(() => linkResponse());
        const button = await mount({ timeout: 4321 });
        await button.start();
        timers.find(({ ms }) => ms === 4321)?.run();
        assert(button.matches(":state(busy)"), "busy until the page is gone");
        window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        await button.updateComplete;
        assert.equal(button.matches(":state(busy)"), false);
      } finally {
        Object.assign(window, { setTimeout });
      }
    });

    it("does not leave if the response comes after it was removed", async () => {
      const answer = Promise.withResolvers<CancelLink>();
      const button = await mount({ createLink: () => answer.promise });
      const started = button.start();
      button.remove();
      await started;
      answer.resolve(await linkResponse().json());
      await answer.promise;
      document.body.append(button);
      await button.updateComplete;
      assert.deepEqual(button.visited, []);
      assert(isIdle(button));
    });

    it("aborts its request when it is removed", async () => {
      const requests = stubFetch(never);
      const button = await mount();
      const started = button.start();
      await button.updateComplete;
      button.remove();
      await started;
      assert.equal(requests[0]?.init.signal?.aborted, true);
    });
  });

  describe("when the customer returns without a result, since the hosted page may be out of reach", () => {
    afterEach(() => history.replaceState(null, ""));

    it("offers the fallback link when the page returns from the back/forward cache", async () => {
      stubFetch(() => linkResponse());
      const button = await mount();
      await button.start();
      window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
      await button.updateComplete;
      assert.equal(fallbackLink(button), `${location.origin}/api/retent/cancel`);
      assert.equal(labelText(button), "Cancel subscription");
    });

    it("offers it when the page is loaded again, and keeps the page's own state", async () => {
      history.replaceState({ key: "of the page's router" }, "");
      stubFetch(() => linkResponse());
      await (await mount()).start();
      assert.equal(history.state.key, "of the page's router");
      const again = await mount();
      assert.equal(fallbackLink(again), `${location.origin}/api/retent/cancel`);
      part(again, "button").click();
      await again.updateComplete;
      assert.equal(fallbackLink(again), null);
    });

    it("offers it on no other page of the history, and keeps a state that is not an object", async () => {
      history.replaceState("a string", "");
      stubFetch(() => linkResponse());
      await (await mount()).start();
      assert.equal(history.state, "a string");
      assert.equal(fallbackLink(await mount()), null);
    });
  });

  describe("its label", () => {
    it("has a default, even if the content is white space", async () => {
      const button = await mount();
      assert.equal(labelText(button), "Cancel subscription");
      const spaced = await mount({}, "\n  ");
      assert.equal(labelText(spaced), "Cancel subscription");
    });

    it("is the content, even if that is added later", async () => {
      const button = await mount();
      button.append("Kündigen");
      await next(part(button, "label").querySelector("slot") as HTMLSlotElement, "slotchange");
      await button.updateComplete;
      assert.equal(labelText(button), "");
    });

    it("is the content, even if a framework fills an empty text later", async () => {
      const text = new Text("");
      const button = await mount({}, text);
      text.data = "Leave";
      // The observer of the text is called before this.
      await new Promise<void>((resolve) => queueMicrotask(resolve));
      await button.updateComplete;
      assert.equal(labelText(button), "");
      assert.equal(part(button, "label").querySelector("slot")?.hidden, false);
    });

    it("never becomes markup", async () => {
      const button = await mount({ messages: { label: "<img src=x>" } });
      assert.equal(labelText(button), "<img src=x>");
      assert.equal(button.shadowRoot?.querySelector("img"), null);
    });
  });
});
