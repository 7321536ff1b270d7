import { assert } from "chai";
import { CancelButtonError, type CancelLink } from "../src/index.ts";
import { cleanUpAfterEach } from "./support/clean-up.ts";
import { collectWarnings } from "./support/collect-warnings.ts";
import { hostedUrl, json, linkResponse, stubFetch } from "./support/stub-fetch.ts";
import { fallbackLink, labelText, mount, next, part, statusText } from "./support/test-button.ts";

const never = () => new Promise<never>(() => {});

describe("after a failure", () => {
  cleanUpAfterEach();

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
    ["a URL that is no text", "invalid_url", () => linkResponse({ url: { href: hostedUrl } })],
  ];
  for (const [name, code, respond] of failures) {
    it(`shows ${name} as ${code}, with a retry and a fallback link`, async () => {
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
      assert.equal(fallbackLink(button), `${location.origin}/api/retent/cancel`);
      assert.deepEqual(button.visited, []);

      button.timeout = 4000;
      stubFetch(() => linkResponse());
      part(button, "button").click();
      await next(button, "retent-redirect");
      assert.deepEqual(button.visited, [hostedUrl]);
      await button.updateComplete;
      assert.equal(fallbackLink(button), null);
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

  it("does not leave if the response comes late", async () => {
    const answer = Promise.withResolvers<CancelLink>();
    const button = await mount({ timeout: 1, createLink: () => answer.promise });
    await button.start();
    assert(button.matches(":state(error)"));
    answer.resolve(await linkResponse().json());
    await answer.promise;
    await button.updateComplete;
    assert.deepEqual(button.visited, []);
    assert(button.matches(":state(error)"));
  });

  it("of the identity function, asks the customer to sign in", async () => {
    const requests = stubFetch(() => linkResponse());
    const warnings = collectWarnings();
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
    assert.deepEqual(warnings, Array(2).fill("retent: identity threw Error: No session"));
    assert.equal(requests.length, 0);
  });

  it("of an overridden method, shows it with its code", async () => {
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

  it("offers the merchant's own fallback link, unless no customer may be sent there", async () => {
    stubFetch(() => json({}, 500));
    const button = await mount({ fallbackHref: "/help/cancel" });
    await button.start();
    await button.updateComplete;
    assert.equal(fallbackLink(button), `${location.origin}/help/cancel`);
    button.fallbackHref = "javascript:alert(1)";
    await button.updateComplete;
    assert.equal(fallbackLink(button), `${location.origin}/api/retent/cancel`);
  });

  for (const endpoint of [undefined, null, ""]) {
    it(`of an endpoint that is ${JSON.stringify(endpoint)}, as frameworks set it, uses the default`, async () => {
      const requests = stubFetch(() => json({}, 500));
      const button = await mount();
      Object.assign(button, { endpoint });
      await button.start();
      await button.updateComplete;
      assert.equal(requests[0]?.url, `${location.origin}/api/retent/cancel-link`);
      assert.equal(fallbackLink(button), `${location.origin}/api/retent/cancel`);
    });
  }

  it("of a hostile endpoint, offers no link to it", async () => {
    const requests = stubFetch(() => linkResponse());
    const button = await mount({ endpoint: "javascript:alert(1)//" });
    const failed = next(button, "retent-error");
    await button.start();
    await button.updateComplete;
    assert.equal((await failed).code, "invalid_url");
    assert.equal(fallbackLink(button), null);
    assert.equal(requests.length, 0);
  });
});
