import { assert } from "chai";
import type { RetentErrorEvent } from "../src/events.ts";
import { json, restoreFetch, type SentRequest, stubFetch } from "./support/stub-fetch.ts";
import { clearPage, fallbackLink, labelText, mount, next, part, statusText } from "./support/test-button.ts";
import { page, visit } from "./support/visit.ts";

const token = "eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiIxIn0.c2lnbmF0dXJl";

function resultResponse(changes: object = {}): Response {
  return json({
    status: "settled",
    outcome: "recovered",
    effectiveAt: null,
    environment: "prod",
    confirmed: true,
    ...changes,
  });
}

describe("a button on the page that a customer returns to", () => {
  afterEach(() => {
    restoreFetch();
    clearPage();
    document.documentElement.lang = "";
    visit("");
  });

  async function returnToPage(answer: () => Response | Promise<Response>, lang = "en") {
    visit(`#ci_result_token=${token}`);
    document.documentElement.lang = lang;
    const requests = stubFetch(answer);
    const button = await mount();
    return { button, requests };
  }

  function assertHidden(button: HTMLElement) {
    assert.notInclude(location.href, token);
    assert.notInclude(document.documentElement.outerHTML, token);
    assert.notInclude(button.shadowRoot?.innerHTML ?? "", token);
    assert.notInclude(JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie, token);
  }

  it("removes the token from the URL before it sends anything", async () => {
    const { button, requests } = await returnToPage(() => resultResponse());
    await next(button, "retent-result");
    assert.deepEqual(
      requests.map(({ url, body, location }) => ({ url, body, location })),
      [{ url: `${location.origin}/api/retent/result`, body: { token }, location: page as string }],
    );
    assertHidden(button);
  });

  it("removes it as soon as the button is on the page", () => {
    visit(`#ci_result_token=${token}`);
    stubFetch(() => resultResponse());
    const button = document.createElement("test-button");
    document.body.append(button);
    assert.equal(location.href, page);
  });

  const received = "We have received your cancellation.";
  const outcomes: [name: string, answer: object, text: string | RegExp][] = [
    [
      "cancelled, with a date",
      { outcome: "churned", effectiveAt: "2030-01-31T12:00:00Z" },
      "Your subscription ends on January 31, 2030.",
    ],
    ["cancelled, without a date", { outcome: "churned" }, received],
    ["staying", { outcome: "recovered" }, "Your subscription continues. Thank you for staying."],
    [
      "pending",
      { status: "pending", outcome: null, confirmed: false },
      "We have received your answer. You don’t have to do anything else.",
    ],
    [
      "cancelled, and billing has not confirmed it",
      { outcome: "churned", effectiveAt: "2030-01-31T12:00:00Z", confirmed: false },
      received,
    ],
    [
      "cancelled, and the server does not say who confirmed it",
      { outcome: "churned", effectiveAt: "2030-01-31T12:00:00Z", confirmed: undefined },
      received,
    ],
    [
      "staying, and billing has not confirmed it",
      { outcome: "recovered", confirmed: false },
      "We have received your answer. You don’t have to do anything else.",
    ],
  ];
  for (const [name, answer, text] of outcomes) {
    it(`says what happened: ${name}`, async () => {
      const { button } = await returnToPage(() => resultResponse(answer));
      await next(button, "retent-result");
      await button.updateComplete;
      assert.equal(statusText(button), text);
      assert.equal(part(button, "status").getAttribute("role"), "status");
      assert(button.matches(":state(done)"));
    });
  }

  it("offers to take a cancellation back while that is possible", async () => {
    const keepUrl = "https://shop.example/api/keep?event=evt_1";
    const { button } = await returnToPage(() => resultResponse({ outcome: "churned", keepUrl }));
    assert.equal((await next(button, "retent-result")).keepUrl, keepUrl);
    await button.updateComplete;
    assert.equal(fallbackLink(button), keepUrl);
    assert.equal(part(button, "status").querySelector("a")?.textContent, "Keep my subscription");
  });

  for (const keepUrl of [null, undefined, "javascript:alert(1)", "http://shop.example/keep", 7]) {
    it(`offers no link by the address ${keepUrl}`, async () => {
      const { button } = await returnToPage(() => resultResponse({ outcome: "churned", keepUrl }));
      await next(button, "retent-result");
      await button.updateComplete;
      assert.equal(fallbackLink(button), null);
      assert.equal(statusText(button), received);
    });
  }

  it("writes the date in the nearest language, and accepts an invalid one", async () => {
    const answer = () => resultResponse({ outcome: "churned", effectiveAt: "2030-01-31T12:00:00Z" });
    const german = await returnToPage(answer, "de");
    await next(german.button, "retent-result");
    await german.button.updateComplete;
    assert.equal(statusText(german.button), "Your subscription ends on 31. Januar 2030.");
    const odd = await returnToPage(answer, "en_US");
    await next(odd.button, "retent-result");
    await odd.button.updateComplete;
    assert.equal(statusText(odd.button), "Your subscription ends on 2030-01-31.");
  });

  it("is busy and mentions no cancellation until the server has responded", async () => {
    const answer = Promise.withResolvers<Response>();
    const { button } = await returnToPage(() => answer.promise);
    assert(button.matches(":state(busy)"));
    assert.notInclude(part(button, "status").textContent ?? "", "cancel");
    answer.resolve(resultResponse({ outcome: "churned" }));
    await next(button, "retent-result");
  });

  it("uses the properties that were set before it was defined", async () => {
    visit(`#ci_result_token=${token}`);
    const requests = stubFetch(() => resultResponse());
    const early = Object.assign(document.createElement("early-result"), { endpoint: "/early" });
    document.body.append(early);
    const { TestButton } = await import("./support/test-button.ts");
    customElements.define("early-result", class extends TestButton {});
    await next(early, "retent-result");
    assert.equal(requests[0]?.url, `${location.origin}/early/result`);
  });

  it("leaves the token to the first of several buttons", async () => {
    visit(`#ci_result_token=${token}`);
    const requests = stubFetch(() => resultResponse());
    const [first, second] = [document.createElement("test-button"), document.createElement("test-button")];
    document.body.append(first, second);
    await next(first, "retent-result");
    assert.equal(requests.length, 1);
    assert(second.matches(":not(:state(busy), :state(done))"));
  });

  it("sends it once, even if it is moved", async () => {
    visit(`#ci_result_token=${token}`);
    let sent = 0;
    stubFetch(({ init }) => {
      if (init.signal?.aborted) return Promise.reject(init.signal.reason);
      sent += 1;
      return resultResponse();
    });
    const button = document.createElement("test-button");
    document.body.append(button);
    document.body.prepend(button);
    await next(button, "retent-result");
    assert.equal(sent, 1);
  });

  for (const [name, respond] of [
    ["an unreachable server", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["a 503", () => json({ code: "store_unavailable" }, 503)],
    ["HTML", () => new Response("<p>")],
    ["JSON without a status", () => json({})],
  ] as [string, () => Response | Promise<Response>][]) {
    it(`tries again after ${name}, with the same token`, async () => {
      const { button } = await returnToPage(respond);
      await next(button, "retent-error");
      await button.updateComplete;
      assert(button.matches(":state(error)"));
      assert.match(statusText(button), /could not be confirmed/);
      assert.equal(labelText(button), "Try again");
      assert.equal(
        fallbackLink(button),
        `${location.origin}/api/retent/cancel`,
        "there is a fallback link beside the retry",
      );
      assertHidden(button);

      const requests: SentRequest[] = stubFetch(() => resultResponse());
      part(button, "button").click();
      await next(button, "retent-result");
      assert.deepEqual(
        requests.map(({ url, body }) => [url, body]),
        [[`${location.origin}/api/retent/result`, { token }]],
      );

      await button.updateComplete;
      assert.equal(button.shadowRoot?.querySelector("button"), null, "nothing is left to cancel");
      const links = stubFetch(() => json({}, 500));
      button.start();
      await next(button, "retent-error");
      assert.deepEqual(
        links.map(({ url }) => url),
        [`${location.origin}/api/retent/cancel-link`],
        "the token is gone",
      );
    });
  }

  it("sends a result again automatically if the server says when", async () => {
    const { button } = await returnToPage(() =>
      json({ code: "result_not_yet_valid" }, 503, { "retry-after": "1" }),
    );
    const error = (await next(button, "retent-error")) as RetentErrorEvent;
    assert.equal(error.retryAfterSeconds, 1);
    const requests = stubFetch(() => resultResponse());
    await next(button, "retent-result");
    assert.deepEqual(
      requests.map(({ body }) => body),
      [{ token }],
    );
  });

  for (const [status, code] of [
    [400, "rejected"],
    [403, "rejected"],
    [401, "not_identified"],
  ] as const) {
    it(`drops a result that the server refuses with ${status}, and the next click starts again`, async () => {
      const { button } = await returnToPage(() => json({ code: "result_not_yours" }, status));
      const error = (await next(button, "retent-error")) as RetentErrorEvent;
      assert.equal(error.code, code);
      await button.updateComplete;
      assert.match(statusText(button), /couldn’t process your answer/);
      assert.equal(fallbackLink(button), `${location.origin}/api/retent/cancel`);
      const requests = stubFetch(() => json({}, 500));
      part(button, "button").click();
      await next(button, "retent-error");
      assert.deepEqual(
        requests.map(({ url }) => url),
        [`${location.origin}/api/retent/cancel-link`],
      );
    });
  }

  it("sends it again when the page returns from the back/forward cache", async () => {
    const { button, requests } = await returnToPage(() => new Promise<never>(() => {}));
    assert.equal(requests.length, 1);
    stubFetch(() => resultResponse());
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    await next(button, "retent-result");
    assert(button.matches(":state(done)"));
  });

  it("removes several tokens and sends none", async () => {
    visit(`#ci_result_token=${token}&ci_result_token=${token}2`);
    const requests = stubFetch(() => resultResponse());
    const failed = next(document.body, "retent-error");
    const button = await mount();
    assert.equal((await failed).code, "result_token_invalid");
    assert.equal(requests.length, 0);
    assertHidden(button);
    assert(button.matches(":state(error)"));
  });
});
