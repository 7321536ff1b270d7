import { assert } from "chai";
import type { RetentErrorEvent } from "../src/events.ts";
import { come, page } from "./support/come.ts";
import { json, restoreFetch, type SentRequest, stubFetch } from "./support/stub-fetch.ts";
import { clearPage, labelText, mount, next, part, statusText, wayOn } from "./support/test-button.ts";

const token = "eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiIxIn0.c2lnbmF0dXJl";

function resultAnswer(changes: object = {}): Response {
  return json({
    status: "settled",
    outcome: "recovered",
    effectiveAt: null,
    environment: "prod",
    confirmed: true,
    ...changes,
  });
}

describe("a button on the page that a customer comes back to", () => {
  afterEach(() => {
    restoreFetch();
    clearPage();
    document.documentElement.lang = "";
    come("");
  });

  async function comeBack(answer: () => Response | Promise<Response>, lang = "en") {
    come(`#ci_result_token=${token}`);
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

  it("takes the token out of the URL before it sends anything", async () => {
    const { button, requests } = await comeBack(() => resultAnswer());
    await next(button, "retent-result");
    assert.deepEqual(
      requests.map(({ url, body, location }) => ({ url, body, location })),
      [{ url: `${location.origin}/api/result`, body: { token }, location: page as string }],
    );
    assertHidden(button);
  });

  it("has taken it as soon as it is on the page", () => {
    come(`#ci_result_token=${token}`);
    stubFetch(() => resultAnswer());
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
      const { button } = await comeBack(() => resultAnswer(answer));
      await next(button, "retent-result");
      await button.updateComplete;
      assert.equal(statusText(button), text);
      assert.equal(part(button, "status").getAttribute("role"), "status");
      assert(button.matches(":state(done)"));
    });
  }

  it("writes the date in the nearest language, and survives one that is none", async () => {
    const answer = () => resultAnswer({ outcome: "churned", effectiveAt: "2030-01-31T12:00:00Z" });
    const german = await comeBack(answer, "de");
    await next(german.button, "retent-result");
    await german.button.updateComplete;
    assert.equal(statusText(german.button), "Your subscription ends on 31. Januar 2030.");
    const odd = await comeBack(answer, "en_US");
    await next(odd.button, "retent-result");
    await odd.button.updateComplete;
    assert.equal(statusText(odd.button), "Your subscription ends on 2030-01-31.");
  });

  it("is busy and says nothing of a cancellation until the server has answered", async () => {
    const answer = Promise.withResolvers<Response>();
    const { button } = await comeBack(() => answer.promise);
    assert(button.matches(":state(busy)"));
    assert.notInclude(part(button, "status").textContent ?? "", "cancel");
    answer.resolve(resultAnswer({ outcome: "churned" }));
    await next(button, "retent-result");
  });

  it("uses the properties that were set before it was defined", async () => {
    come(`#ci_result_token=${token}`);
    const requests = stubFetch(() => resultAnswer());
    const early = Object.assign(document.createElement("early-result"), { endpoint: "/early" });
    document.body.append(early);
    const { TestButton } = await import("./support/test-button.ts");
    customElements.define("early-result", class extends TestButton {});
    await next(early, "retent-result");
    assert.equal(requests[0]?.url, `${location.origin}/early/result`);
  });

  it("leaves the token to the first of several buttons", async () => {
    come(`#ci_result_token=${token}`);
    const requests = stubFetch(() => resultAnswer());
    const [first, second] = [document.createElement("test-button"), document.createElement("test-button")];
    document.body.append(first, second);
    await next(first, "retent-result");
    assert.equal(requests.length, 1);
    assert(second.matches(":not(:state(busy), :state(done))"));
  });

  it("sends it once, though it is moved", async () => {
    come(`#ci_result_token=${token}`);
    let sent = 0;
    stubFetch(({ init }) => {
      if (init.signal?.aborted) return Promise.reject(init.signal.reason);
      sent += 1;
      return resultAnswer();
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
      const { button } = await comeBack(respond);
      await next(button, "retent-error");
      await button.updateComplete;
      assert(button.matches(":state(error)"));
      assert.match(statusText(button), /could not be confirmed/);
      assert.equal(labelText(button), "Try again");
      assert.equal(wayOn(button), `${location.origin}/api/cancel`, "there is a way on besides the retry");
      assertHidden(button);

      const requests: SentRequest[] = stubFetch(() => resultAnswer());
      part(button, "button").click();
      await next(button, "retent-result");
      assert.deepEqual(
        requests.map(({ url, body }) => [url, body]),
        [[`${location.origin}/api/result`, { token }]],
      );

      await button.updateComplete;
      const links = stubFetch(() => json({}, 500));
      part(button, "button").click();
      await next(button, "retent-error");
      assert.deepEqual(
        links.map(({ url }) => url),
        [`${location.origin}/api/cancel-link`],
        "the token is gone",
      );
    });
  }

  it("sends a result again by itself when the server said to wait", async () => {
    const { button } = await comeBack(() =>
      json({ code: "result_not_yet_valid" }, 503, { "retry-after": "1" }),
    );
    const error = (await next(button, "retent-error")) as RetentErrorEvent;
    assert.equal(error.retryAfterSeconds, 1);
    const requests = stubFetch(() => resultAnswer());
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
    it(`gives a result up that the server refuses with ${status}, and the next click starts again`, async () => {
      const { button } = await comeBack(() => json({ code: "result_not_yours" }, status));
      const error = (await next(button, "retent-error")) as RetentErrorEvent;
      assert.equal(error.code, code);
      await button.updateComplete;
      assert.match(statusText(button), /couldn’t process your answer/);
      assert.equal(wayOn(button), `${location.origin}/api/cancel`);
      const requests = stubFetch(() => json({}, 500));
      part(button, "button").click();
      await next(button, "retent-error");
      assert.deepEqual(
        requests.map(({ url }) => url),
        [`${location.origin}/api/cancel-link`],
      );
    });
  }

  it("sends it again when the page comes back from the back/forward cache", async () => {
    const { button, requests } = await comeBack(() => new Promise<never>(() => {}));
    assert.equal(requests.length, 1);
    stubFetch(() => resultAnswer());
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    await next(button, "retent-result");
    assert(button.matches(":state(done)"));
  });

  it("takes more than one token away and sends none", async () => {
    come(`#ci_result_token=${token}&ci_result_token=${token}2`);
    const requests = stubFetch(() => resultAnswer());
    const failed = next(document.body, "retent-error");
    const button = await mount();
    assert.equal((await failed).code, "result_token_invalid");
    assert.equal(requests.length, 0);
    assertHidden(button);
    assert(button.matches(":state(error)"));
  });
});
