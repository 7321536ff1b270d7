import { assert } from "chai";
import {
  RetentErrorEvent,
  RetentFallbackEvent,
  RetentRedirectEvent,
  RetentResultEvent,
  RetentStartEvent,
} from "../src/index.ts";
import { hostedUrl, json, linkResponse, restoreFetch, stubFetch } from "./support/stub-fetch.ts";
import { clearPage, mount, next, recordEvents } from "./support/test-button.ts";

/** The fields of an event, except the standard ones. */
function fieldsOf(event: Event): Record<string, unknown> {
  return Object.fromEntries(Object.entries(event).filter(([name]) => name !== "isTrusted"));
}

describe("the events", () => {
  afterEach(() => {
    restoreFetch();
    clearPage();
  });

  it("cross shadow roots, and only those before a step can be cancelled", async () => {
    const events = recordEvents();
    const outer = document.createElement("div");
    document.body.append(outer);
    const shadow = outer.attachShadow({ mode: "closed" });
    const [leaving, failing] = [await mount(), await mount()];
    shadow.append(leaving, failing);
    stubFetch(() => linkResponse({ fallback: "timeout", url: `${location.origin}/api/retent/cancel` }));
    await leaving.start();
    stubFetch(() => json({}, 500));
    await failing.start();
    assert.deepEqual(
      events.map((event) => [event.constructor, event.cancelable]),
      [
        [RetentStartEvent, true],
        [RetentFallbackEvent, false],
        [RetentRedirectEvent, true],
        [RetentStartEvent, true],
        [RetentErrorEvent, false],
        [RetentFallbackEvent, false],
      ],
    );
  });

  it("hold states and nothing else", async () => {
    const events = recordEvents();
    stubFetch(() => linkResponse({ secret: "s" }));
    const button = await mount({ identity: "identity-token" });
    await button.start();
    assert.deepEqual(events.map(fieldsOf), [
      {},
      { eventId: "evt_1", environment: "sandbox", fallback: null },
    ]);
    assert.notInclude(JSON.stringify(events.map(fieldsOf)), hostedUrl);
  });

  it("hold the result without the token", async () => {
    history.replaceState(null, "", "#ci_result_token=a.b.c");
    stubFetch(({ body }) =>
      json({
        status: "settled",
        outcome: "churned",
        effectiveAt: "2030-01-31T12:00:00Z",
        environment: "prod",
        confirmed: true,
        keepUrl: "https://shop.example/keep",
        returnTo: "/account",
        ...body,
      }),
    );
    const button = await mount();
    const event = await next(button, "retent-result");
    assert.instanceOf(event, RetentResultEvent);
    assert.deepEqual(fieldsOf(event), {
      status: "settled",
      outcome: "churned",
      effectiveAt: "2030-01-31T12:00:00Z",
      environment: "prod",
      confirmed: true,
      keepUrl: "https://shop.example/keep",
    });
  });
});
