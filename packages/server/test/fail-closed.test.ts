import Stripe from "stripe";
import { afterEach, describe, expect, test, vi } from "vitest";
import { answer } from "./fake-retentbase.ts";
import { publicUrl, type ServerUnderTest, start, startServer } from "./server-under-test.ts";
import { signToken } from "./signed-token.ts";
import { deleted } from "./stripe/stripe-messages.ts";
import { startStripeServer } from "./stripe/stripe-server.ts";

const thrown: [name: string, value: unknown][] = [
  ["an Error", new Error("broken")],
  ["a TypeError", new TypeError("broken")],
  ["a RangeError", new RangeError("broken")],
  ["a DOMException", new DOMException("broken", "OperationError")],
  ["a text", "broken"],
  ["null", null],
  ["nothing", undefined],
  ["true", true],
];

/** Something that is verified, once a request is ready that passes. */
interface Place {
  /** Sends the request. */
  attempt(): Promise<Response>;
  /** What would be different if it had passed. */
  effect(): unknown;
}

interface Verifier {
  /** What the check rests on, broken from now on. */
  breakIt(fail: () => never | Promise<never>): void;
}

const subtle = (name: "verify" | "sign" | "importKey"): Verifier => ({
  breakIt: (fail) => void vi.spyOn(crypto.subtle, name).mockImplementation(fail as never),
});
const nodeHash: Verifier = {
  breakIt(fail) {
    const nodeCrypto = process.getBuiltinModule("node:crypto");
    vi.spyOn(nodeCrypto, "createHash").mockImplementation(fail as never);
  },
};
const stripe: Verifier = {
  breakIt(fail) {
    const helper = Stripe.webhooks.signature as NonNullable<typeof Stripe.webhooks.signature>;
    vi.spyOn(helper, "verifyHeaderAsync").mockImplementation(fail as never);
  },
};

const healthToken = "health_token_of_these_tests_9Qx2";
const bearer = { authorization: `Bearer ${healthToken}` };
const identitySecret = "an identity secret of these tests, long enough";
const identityToken = () =>
  signToken({ sub: "user_1", exp: start / 1000 + 600, iat: start / 1000 }, { alg: "HS256" }, identitySecret);
const byToken = { identity: { secret: identitySecret }, identify: () => null };

/** A customer without cookies, who shows what came with a link: the event and its pass. */
const showPass = (server: ServerUnderTest, url: string): Place => {
  const { searchParams } = new URL(url, publicUrl);
  const fields = { event: searchParams.get("event") ?? "", pass: searchParams.get("pass") ?? "" };
  expect(fields.pass).not.toBe("");
  server.browser.cookies.clear();
  return { attempt: () => server.browser.postForm("/cancel", fields), effect: () => billed(server) };
};
const urlIn = async (response: Response) => ((await response.json()) as { url: string }).url;

const billed = ({ billing }: ServerUnderTest) => billing.mock.calls.length;
const links = ({ retentbase }: ServerUnderTest) => retentbase.calls("link").length;

const places: [name: string, verifiers: Verifier[], prepare: () => Promise<Place>][] = [
  [
    "the signature of Stripe's events",
    [stripe],
    async () => {
      const server = await startStripeServer();
      await server.leave();
      const event = deleted(start);
      return {
        attempt: async () => new Response(null, { status: await server.tell(event) }),
        effect: () => server.store.findBillingEvent(event.id),
      };
    },
  ],
  [
    "the result token",
    [subtle("verify")],
    async () => {
      const server = await startServer();
      const token = server.token(await server.startFlow());
      return { attempt: () => server.browser.postJson("/result", { token }), effect: () => billed(server) };
    },
  ],
  [
    "the identity token",
    [subtle("verify")],
    async () => {
      const server = await startServer(byToken);
      return {
        attempt: () => server.browser.postJson("/cancel-link", { identity: identityToken() }),
        effect: () => links(server),
      };
    },
  ],
  [
    "the health token",
    [nodeHash],
    async () => {
      const { browser } = await startServer({ healthToken });
      return { attempt: () => browser.get("/health?deep=1", bearer), effect: () => null };
    },
  ],
  [
    "the health token on the operator's page, which sends dead rows again",
    [nodeHash],
    async () => {
      const server = await startServer({ healthToken });
      await server.bringBack(await server.startFlow());
      server.retentbase.reply("update", answer(409));
      await server.retent.drainOnce();
      return {
        attempt: () => server.browser.postForm("/admin", { do: "retry" }, bearer),
        effect: async () => (await server.store.count()).dead,
      };
    },
  ],
  [
    "the cookie of a cancellation that a result comes back to",
    [nodeHash],
    async () => {
      const server = await startServer();
      const token = server.token(await server.startFlow());
      // Without a session the cookie alone says whose the result is.
      server.session.customer = null;
      return { attempt: () => server.browser.postJson("/result", { token }), effect: () => billed(server) };
    },
  ],
  [
    "the cookie of a cancellation that is confirmed on the plain page",
    [nodeHash],
    async () => {
      const server = await startServer();
      const { eventId: event } = await server.startFlow({ mode: "direct" });
      server.session.customer = null;
      return { attempt: () => server.browser.postForm("/cancel", { event }), effect: () => billed(server) };
    },
  ],
  [
    "the signed id in the plain page's form",
    [subtle("sign")],
    async () => {
      const server = await startServer();
      const page = await (await server.browser.get("/cancel")).text();
      const event = /name="event" value="([^"]+)"/.exec(page)?.[1] ?? "";
      return { attempt: () => server.browser.postForm("/cancel", { event }), effect: () => billed(server) };
    },
  ],
  [
    "the pass of a customer who is known by an identity token",
    [subtle("sign")],
    async () => {
      const server = await startServer(byToken);
      const fields = { identity: identityToken(), mode: "direct" };
      return showPass(server, await urlIn(await server.browser.postJson("/cancel-link", fields)));
    },
  ],
  [
    "the pass of a customer who is known by a result token",
    [subtle("sign")],
    async () => {
      const server = await startServer(byToken);
      const token = server.token(await server.startFlow({ identity: identityToken() }));
      server.browser.cookies.clear();
      return showPass(server, await urlIn(await server.browser.postJson("/return", { token })));
    },
  ],
  [
    "the identity token that a pass is made from",
    [subtle("verify"), subtle("sign")],
    async () => {
      const server = await startServer(byToken);
      const fields = { identity: identityToken(), mode: "direct" };
      return { attempt: () => server.browser.postJson("/cancel-link", fields), effect: () => null };
    },
  ],
  [
    "the result token that a pass is made from",
    [subtle("verify"), subtle("sign")],
    async () => {
      const server = await startServer(byToken);
      const token = server.token(await server.startFlow({ identity: identityToken() }));
      server.browser.cookies.clear();
      return { attempt: () => server.browser.postJson("/return", { token }), effect: () => null };
    },
  ],
];

afterEach(() => void vi.restoreAllMocks());

describe.each(places)("%s", (_, verifiers, prepare) => {
  test("passes with a check that works, or none of the following would say anything", async () => {
    const { attempt, effect } = await prepare();
    const before = await effect();
    expect((await attempt()).status).toBeLessThan(400);
    if (before !== null) expect(await effect()).not.toEqual(before);
  });

  test.each(thrown)(
    "is refused without an effect while its check throws or rejects with %s",
    async (_kind, value) => {
      for (const verifier of verifiers) {
        for (const fail of [
          () => {
            throw value;
          },
          () => Promise.reject(value),
        ]) {
          const { attempt, effect } = await prepare();
          const before = await effect();
          verifier.breakIt(fail);
          const { status } = await attempt();
          vi.restoreAllMocks();
          expect(status).toBeGreaterThanOrEqual(400);
          expect(await effect()).toEqual(before);
        }
      }
    },
  );

  test("passes again once its check works again", async () => {
    const { attempt, effect } = await prepare();
    const before = await effect();
    for (const verifier of verifiers) verifier.breakIt(() => Promise.reject(new Error("broken")));
    await attempt();
    vi.restoreAllMocks();
    expect((await attempt()).status).toBeLessThan(400);
    if (before !== null) expect(await effect()).not.toEqual(before);
  });
});

describe("keys that can't be imported", () => {
  test.each(thrown)("let no token pass, and are imported once that works: %s", async (_kind, value) => {
    const server = await startServer(byToken);
    subtle("importKey").breakIt(() => Promise.reject(value));
    const send = () => server.browser.postJson("/cancel-link", { identity: identityToken() });
    expect((await send()).status).toBeGreaterThanOrEqual(400);
    vi.restoreAllMocks();
    expect(links(server)).toBe(0);
    expect((await send()).status).toBe(200);
  });

  test.each(thrown)(
    "published by the issuer let no token pass while fetching them fails with %s",
    async (_kind, value) => {
      const server = await startServer({
        identify: () => null,
        identity: { jwksUrl: "https://members.example/jwks.json", issuer: "https://members.example" },
        fetch: () => Promise.reject(value),
      });
      const response = await server.browser.postJson("/cancel-link", { identity: identityToken() });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(links(server)).toBe(0);
    },
  );
});

describe("the host app's own checks", () => {
  test.each(thrown)("refuse every request while they throw or reject with %s", async (_kind, value) => {
    for (const fail of [
      () => {
        throw value;
      },
      () => Promise.reject(value),
    ]) {
      const server = await startServer({ identify: fail as never, isOperator: fail as never });
      expect((await server.browser.postJson("/cancel-link", {})).status).toBeGreaterThanOrEqual(400);
      expect((await server.browser.get("/cancel")).status).toBeGreaterThanOrEqual(400);
      expect((await server.browser.get("/admin")).status).toBeGreaterThanOrEqual(400);
      expect(links(server)).toBe(0);
    }
  });

  test.each([1, "yes", {}, [], Promise.resolve("true")])(
    "an operator is only who is said to be by true, not by %o",
    async (value) => {
      const server = await startServer({ isOperator: () => value as never });
      expect((await server.browser.get("/admin")).status).toBe(401);
    },
  );
});
