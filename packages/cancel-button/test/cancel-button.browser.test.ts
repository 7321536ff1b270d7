import { assert } from "chai";
import { CancelButtonError, type CancelLink } from "../src/index.ts";
import { hostedUrl, json, linkAnswer, restoreFetch, stubFetch } from "./support/stub-fetch.ts";
import {
  clearPage,
  isIdle,
  labelText,
  mount,
  next,
  part,
  recordEvents,
  statusText,
  TestButton,
  wayOn,
} from "./support/test-button.ts";

const never = () => new Promise<never>(() => {});

describe("RetentCancelButton", () => {
  const unhandled: unknown[] = [];
  const onUnhandled = (event: PromiseRejectionEvent | ErrorEvent) => unhandled.push(event);

  before(() => {
    window.addEventListener("unhandledrejection", onUnhandled);
    window.addEventListener("error", onUnhandled);
  });

  afterEach(() => {
    restoreFetch();
    clearPage();
    assert.deepEqual(unhandled.splice(0), [], "nothing is thrown into the page");
  });

  describe("a click", () => {
    it("asks the server for a link and goes there", async () => {
      const requests = stubFetch(() => linkAnswer());
      const button = await mount({ returnTo: "/account", identity: "jwt" });
      assert.equal(requests.length, 0, "nothing is asked before the click");
      const redirected = next(button, "retent-redirect");
      part(button, "button").click();
      await redirected;
      assert.deepEqual(button.visited, [hostedUrl]);
      const [request] = requests;
      assert.equal(request?.url, `${location.origin}/api/cancel-link`);
      assert.deepEqual(request?.body, { returnTo: "/account", identity: "jwt" });
      assert.equal(request?.init.method, "POST");
      assert.equal(request?.init.credentials, "same-origin");
      assert.equal(request?.init.redirect, "error");
      const headers = new Headers(request?.init.headers);
      assert.equal(headers.get("accept"), "application/json");
      assert.equal(headers.get("content-type"), "application/json");
    });

    it("on the element itself does the same", async () => {
      stubFetch(() => linkAnswer());
      const button = await mount();
      const redirected = next(button, "retent-redirect");
      button.click();
      await redirected;
      assert.deepEqual(button.visited, [hostedUrl]);
    });

    it("leads to the plain page in direct mode", async () => {
      const requests = stubFetch(() => linkAnswer({ url: `${location.origin}/api/cancel` }));
      const button = await mount({ mode: "direct" });
      await button.start();
      assert.deepEqual(requests[0]?.body, { mode: "direct" });
      assert.deepEqual(button.visited, [`${location.origin}/api/cancel`]);
    });

    it("sends one request, however often it is repeated", async () => {
      const answer = Promise.withResolvers<Response>();
      const requests = stubFetch(() => answer.promise);
      const button = await mount();
      for (let click = 0; click < 20; click++) {
        part(button, "button").click();
        await Promise.resolve();
      }
      answer.resolve(linkAnswer());
      await next(button, "retent-redirect");
      part(button, "button").click();
      await button.updateComplete;
      assert.equal(requests.length, 1);
      assert.deepEqual(button.visited, [hostedUrl]);
    });

    it("takes the endpoint from the attribute, with or without a slash at its end", async () => {
      const requests = stubFetch(() => linkAnswer());
      const button = await mount();
      button.setAttribute("endpoint", "/billing/retent/");
      await button.start();
      assert.equal(requests[0]?.url, `${location.origin}/billing/retent/cancel-link`);
    });

    it("waits for an identity that a function promises", async () => {
      const requests = stubFetch(() => linkAnswer());
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
    it("can stop it before anything is asked", async () => {
      const requests = stubFetch(() => linkAnswer());
      const button = await mount();
      button.addEventListener("retent-start", (event) => event.preventDefault());
      await button.start();
      assert.equal(requests.length, 0);
      assert(isIdle(button));
    });

    it("can stop it before it leaves", async () => {
      stubFetch(() => linkAnswer());
      const button = await mount();
      button.addEventListener("retent-redirect", (event) => event.preventDefault());
      await button.start();
      assert.deepEqual(button.visited, []);
      assert(isIdle(button));
    });

    it("tell why the server leads to the plain page", async () => {
      stubFetch(() => linkAnswer({ url: `${location.origin}/api/cancel`, fallback: "rate_limited" }));
      const button = await mount();
      const fallback = next(button, "retent-fallback");
      await button.start();
      assert.equal((await fallback).reason, "rate_limited");
      assert.deepEqual(button.visited, [`${location.origin}/api/cancel`]);
    });

    it("stop it when a listener removes the element", async () => {
      const requests = stubFetch(() => linkAnswer());
      const button = await mount();
      button.addEventListener("retent-start", () => button.remove());
      await button.start();
      assert.equal(requests.length, 0);
    });
  });

  describe("while busy", () => {
    it("says so, keeps the focus, and stays a button that can be reached", async () => {
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

    it("is usable again when the page comes back from the back/forward cache", async () => {
      stubFetch(() => linkAnswer());
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

    it("does not go to an answer that comes after it was removed", async () => {
      const answer = Promise.withResolvers<CancelLink>();
      const button = await mount({ createLink: () => answer.promise });
      const started = button.start();
      button.remove();
      await started;
      answer.resolve(await linkAnswer().json());
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

  describe("where the customer comes back without an answer, since the hosted page may be out of reach", () => {
    afterEach(() => history.replaceState(null, ""));

    it("offers the way on when the page comes back from the back/forward cache", async () => {
      stubFetch(() => linkAnswer());
      const button = await mount();
      await button.start();
      window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
      await button.updateComplete;
      assert.equal(wayOn(button), `${location.origin}/api/cancel`);
      assert.equal(labelText(button), "Cancel subscription");
    });

    it("offers it when the page was loaded again, and keeps the page's own state", async () => {
      history.replaceState({ key: "of the page's router" }, "");
      stubFetch(() => linkAnswer());
      await (await mount()).start();
      assert.equal(history.state.key, "of the page's router");
      const again = await mount();
      assert.equal(wayOn(again), `${location.origin}/api/cancel`);
      part(again, "button").click();
      await again.updateComplete;
      assert.equal(wayOn(again), null);
    });

    it("offers nothing of it on other pages of the history, nor touches a state that is no object", async () => {
      history.replaceState("a string", "");
      stubFetch(() => linkAnswer());
      await (await mount()).start();
      assert.equal(history.state, "a string");
      assert.equal(wayOn(await mount()), null);
    });
  });

  describe("after a failure", () => {
    const failures: [name: string, code: string, respond: () => Response | Promise<Response>][] = [
      ["no answer", "timeout", never],
      ["no network", "unreachable", () => Promise.reject(new TypeError("Failed to fetch"))],
      ["a 500", "unreachable", () => json({ code: "internal" }, 500)],
      ["a 503", "unreachable", () => new Response("", { status: 503 })],
      ["a 401", "not_identified", () => json({ code: "not_identified" }, 401)],
      ["a 403", "rejected", () => json({ code: "origin_not_allowed" }, 403)],
      ["a 429", "rate_limited", () => json({ code: "rate_limited" }, 429)],
      [
        "a page of HTML",
        "invalid_answer",
        () => new Response("<p>Sign in</p>", { headers: { "content-type": "text/html" } }),
      ],
      ["no content", "invalid_answer", () => new Response(null, { status: 204 })],
      ["null", "invalid_answer", () => json(null)],
      ["no URL", "invalid_url", () => json({})],
      ["a URL that is no text", "invalid_url", () => linkAnswer({ url: { href: hostedUrl } })],
    ];
    for (const [name, code, respond] of failures) {
      it(`shows ${name} as ${code}, with a retry and a way on`, async () => {
        stubFetch(respond);
        const button = await mount(code === "timeout" ? { timeout: 1 } : {});
        const failed = next(button, "retent-error");
        const fallback = next(button, "retent-fallback");
        await button.start();
        await button.updateComplete;
        assert.equal((await failed).code, code);
        assert.equal((await fallback).reason, code);
        assert(button.matches(":state(error)"));
        assert.equal(part(button, "status").getAttribute("role"), "status");
        assert.notEqual(statusText(button), "");
        assert.equal(labelText(button), "Try again");
        assert.equal(part(button, "button").hasAttribute("aria-disabled"), false);
        assert.equal(wayOn(button), `${location.origin}/api/cancel`);
        assert.deepEqual(button.visited, []);

        button.timeout = 4000;
        stubFetch(() => linkAnswer());
        part(button, "button").click();
        await next(button, "retent-redirect");
        assert.deepEqual(button.visited, [hostedUrl]);
        await button.updateComplete;
        assert.equal(wayOn(button), null);
      });
    }

    const waits: [header: string, seconds: number | undefined][] = [
      ["120", 120],
      [new Date(Date.now() + 3_600_000).toUTCString(), 3600],
      ["0", undefined],
      ["-5", undefined],
      ["soon", undefined],
      ["Wed, 21 Oct 2015 07:28:00 GMT", undefined],
    ];
    for (const [header, seconds] of waits) {
      it(`reads Retry-After: ${header}`, async () => {
        stubFetch(() => json({}, 429, { "retry-after": header }));
        const button = await mount();
        const failed = next(button, "retent-error");
        await button.start();
        const { retryAfterSeconds } = await failed;
        if (seconds === undefined) assert.equal(retryAfterSeconds, undefined);
        else assert.isAtMost(Math.abs((retryAfterSeconds ?? 0) - seconds), 2);
      });
    }

    it("does not go to an answer that comes late", async () => {
      const answer = Promise.withResolvers<CancelLink>();
      const button = await mount({ timeout: 1, createLink: () => answer.promise });
      await button.start();
      assert(button.matches(":state(error)"));
      answer.resolve(await linkAnswer().json());
      await answer.promise;
      await button.updateComplete;
      assert.deepEqual(button.visited, []);
      assert(button.matches(":state(error)"));
    });

    it("of the identity, asks to sign in", async () => {
      const requests = stubFetch(() => linkAnswer());
      for (const identity of [
        () => {
          throw new Error("No session");
        },
        () => Promise.reject(new Error("No session")),
      ]) {
        const button = await mount({ identity });
        await button.start();
        await button.updateComplete;
        assert(button.matches(":state(error)"));
        assert.equal(statusText(button), "Please sign in and try again.");
      }
      assert.equal(requests.length, 0);
    });

    it("of an overridden method, shows it, with the code that it names", async () => {
      const button = await mount({
        createLink: () => Promise.reject(new CancelButtonError("not_identified")),
      });
      const failed = next(button, "retent-error");
      await button.start();
      assert.equal((await failed).code, "not_identified");
      button.createLink = () => {
        throw new Error("Not even a promise");
      };
      const failedAgain = next(button, "retent-error");
      await button.start();
      assert.equal((await failedAgain).code, "unreachable");
    });

    it("offers the merchant's own way on, unless it is no place to send anybody", async () => {
      stubFetch(() => json({}, 500));
      const button = await mount({ fallbackHref: "/help/cancel" });
      await button.start();
      await button.updateComplete;
      assert.equal(wayOn(button), `${location.origin}/help/cancel`);
      button.fallbackHref = "javascript:alert(1)";
      await button.updateComplete;
      assert.equal(wayOn(button), `${location.origin}/api/cancel`);
    });

    for (const endpoint of [undefined, null, ""]) {
      it(`of an endpoint that is ${JSON.stringify(endpoint)}, as frameworks set it, is none: the default counts`, async () => {
        const requests = stubFetch(() => json({}, 500));
        const button = await mount();
        Object.assign(button, { endpoint });
        await button.start();
        await button.updateComplete;
        assert.equal(requests[0]?.url, `${location.origin}/api/cancel-link`);
        assert.equal(wayOn(button), `${location.origin}/api/cancel`);
      });
    }

    it("of a hostile endpoint, offers no way there", async () => {
      const requests = stubFetch(() => linkAnswer());
      const button = await mount({ endpoint: "javascript:alert(1)//" });
      const failed = next(button, "retent-error");
      await button.start();
      await button.updateComplete;
      assert.equal((await failed).code, "invalid_url");
      assert.equal(wayOn(button), null);
      assert.equal(requests.length, 0);
    });
  });

  describe("wherever it stands", () => {
    it("keeps properties that were set before it was defined", async () => {
      const requests = stubFetch(() => linkAnswer());
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

    it("follows a disabled fieldset", async () => {
      const requests = stubFetch(() => linkAnswer());
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
      const requests = stubFetch(() => linkAnswer());
      const button = await mount();
      const elsewhere = document.createElement("div");
      document.body.append(elsewhere);
      elsewhere.append(button);
      part(button, "button").click();
      await next(button, "retent-redirect");
      assert.equal(requests.length, 1);
    });

    it("goes back to the default when an attribute is removed", async () => {
      const requests = stubFetch(() => linkAnswer());
      const button = await mount({ returnTo: "/account", endpoint: "/other" });
      button.setAttribute("return-to", "/x");
      button.removeAttribute("return-to");
      button.setAttribute("endpoint", "/x");
      button.removeAttribute("endpoint");
      await button.start();
      assert.equal(requests[0]?.url, `${location.origin}/api/cancel-link`);
      assert.deepEqual(requests[0]?.body, {});
    });
  });

  describe("its label", () => {
    it("has a default, also with white space as content", async () => {
      const button = await mount();
      assert.equal(labelText(button), "Cancel subscription");
      const spaced = await mount({}, "\n  ");
      assert.equal(labelText(spaced), "Cancel subscription");
    });

    it("is the content, also when that comes later", async () => {
      const button = await mount();
      button.append("Kündigen");
      await next(part(button, "label").querySelector("slot") as HTMLSlotElement, "slotchange");
      await button.updateComplete;
      assert.equal(labelText(button), "");
    });

    it("never becomes markup", async () => {
      const button = await mount({ messages: { label: "<img src=x>" } });
      assert.equal(labelText(button), "<img src=x>");
      assert.equal(button.shadowRoot?.querySelector("img"), null);
    });
  });
});
