import { assert } from "chai";
import type { RetentCancelButton } from "../src/index.ts";
import { cleanUpAfterEach } from "./support/clean-up.ts";
import { collectWarnings } from "./support/collect-warnings.ts";
import { json, stubFetch } from "./support/stub-fetch.ts";

const token = "header.claims.signature";
const page = globalThis as unknown as Record<string, unknown>;

describe("data-identity-from", () => {
  cleanUpAfterEach();

  /** What the page was given before a test. */
  let names: string[] = [];

  // The built script is tested: modules have no such default.
  before(() => import(new URL("../dist/button.js", import.meta.url).href));

  afterEach(() => {
    for (const name of names) delete page[name];
    names = [];
    for (const script of document.querySelectorAll("script[data-identity-from]")) script.remove();
  });

  const give = (things: Record<string, unknown>) => {
    names.push(...Object.keys(things));
    Object.assign(page, things);
  };

  /** The token that a click sends, and the error that it ends with. */
  async function click(html: string): Promise<{ identity: unknown; code: string | undefined }> {
    document.body.innerHTML = html;
    const button = document.querySelector("retent-cancel-button") as RetentCancelButton;
    let code: string | undefined;
    button.addEventListener("retent-error", (event) => {
      code = event.code;
    });
    const requests = stubFetch(() => json({}, 500));
    await button.start();
    return { identity: requests[0]?.body.identity, code };
  }

  const buttonOf = (tool: string) =>
    `<retent-cancel-button data-identity-from="${tool}"></retent-cancel-button>`;

  const get = async () => token;
  const found: [tool: string, what: string, things: Record<string, unknown>][] = [
    ["outseta", "its script", { Outseta: { getAccessToken: () => token } }],
    ["memberstack", "its script", { $memberstackDom: { getMemberCookie: () => token } }],
    ["clerk", "its script", { Clerk: { loaded: true, session: { getToken: get } } }],
    ["auth0", "its client", { auth0Client: { getTokenSilently: get }, auth0: { createAuth0Client() {} } }],
    ["auth0", "a client of the library's name", { auth0: { getTokenSilently: get } }],
    [
      "supabase",
      "its client",
      {
        supabaseClient: {
          auth: { getSession: async () => ({ data: { session: { access_token: token } } }) },
        },
        supabase: { createClient() {} },
      },
    ],
    ["firebase", "its script", { firebase: { auth: () => ({ currentUser: { getIdToken: get } }) } }],
  ];
  for (const [tool, what, things] of found) {
    it(`finds the token of ${tool} by ${what}`, async () => {
      give(things);
      assert.deepEqual(await click(buttonOf(tool)), { identity: token, code: "unreachable" });
    });
  }

  it("waits for Clerk to load", async () => {
    const clerk: Record<string, unknown> = { loaded: false };
    clerk.load = async () => Object.assign(clerk, { loaded: true, session: { getToken: get } });
    give({ Clerk: clerk });
    assert.equal((await click(buttonOf("clerk"))).identity, token);
  });

  const signedOut: [tool: string, things: Record<string, unknown>][] = [
    ["outseta", { Outseta: { getAccessToken: () => null } }],
    ["clerk", { Clerk: { loaded: true, session: null } }],
    ["supabase", { supabase: { auth: { getSession: async () => ({ data: { session: null } }) } } }],
    ["firebase", { firebase: { auth: () => ({ currentUser: null }) } }],
  ];
  for (const [tool, things] of signedOut) {
    it(`sends no token where no customer is signed in at ${tool}`, async () => {
      give(things);
      assert.deepEqual(await click(buttonOf(tool)), { identity: undefined, code: "unreachable" });
    });
  }

  function addScript(name: string): void {
    const script = document.createElement("script");
    script.type = "text/plain";
    script.dataset.identityFrom = name;
    document.head.append(script);
  }

  for (const [name, things] of [
    ["findToken", { findToken: get }],
    [
      "shop.member.getToken",
      {
        shop: {
          member: {
            own: token,
            getToken() {
              return this.own;
            },
          },
        },
      },
    ],
  ] as const) {
    it(`may stand on the script tag, and name a function of the page there: ${name}`, async () => {
      give(things);
      addScript(name);
      assert.equal((await click("<retent-cancel-button></retent-cancel-button>")).identity, token);
    });
  }

  it("says that a function is missing", async () => {
    const warnings = collectWarnings();
    addScript("shop.getTokn");
    assert.equal((await click("<retent-cancel-button></retent-cancel-button>")).code, "not_identified");
    assert.include(warnings.join(), "there is no function shop.getTokn on this page");
  });

  it("calls no function that other markup names, which a sanitizer may have kept", async () => {
    let calls = 0;
    give({
      closeAccount() {
        calls += 1;
        return token;
      },
    });
    const warnings = collectWarnings();
    assert.deepEqual(await click(buttonOf("closeAccount")), { identity: undefined, code: "unreachable" });
    assert.equal(calls, 0);
    assert.include(warnings.join(), "is none of: outseta memberstack clerk auth0 supabase firebase");
  });

  it("of other markup keeps no customer from leaving, and gives way to the script tag's", async () => {
    collectWarnings();
    const html = '<p data-identity-from="outseta"></p><retent-cancel-button></retent-cancel-button>';
    assert.deepEqual(await click(html), { identity: undefined, code: "unreachable" });
    give({ findToken: get });
    addScript("findToken");
    assert.deepEqual(await click(html), { identity: token, code: "unreachable" });
  });

  it("takes no element of the client's name for the client", async () => {
    give({
      auth0Client: { getTokenSilently: document.createElement("input") },
      auth0: { getTokenSilently: get },
    });
    assert.equal((await click(buttonOf("auth0"))).identity, token);
  });

  for (const tool of ["outseta", "auth0"]) {
    it(`says what is missing if ${tool} is not on the page`, async () => {
      const warnings = collectWarnings();
      addScript(tool);
      assert.equal((await click("<retent-cancel-button></retent-cancel-button>")).code, "not_identified");
      assert.match(warnings.join(), /data-identity-from: (Outseta is not on this page|make your client)/);
    });
  }

  it("does nothing on a page that names no tool", async () => {
    give({ Outseta: { getAccessToken: () => token } });
    assert.equal((await click("<retent-cancel-button></retent-cancel-button>")).identity, undefined);
  });

  it("gives way to the element's own token, also where markup has it", async () => {
    give({ Outseta: { getAccessToken: () => token } });
    const html = `<retent-cancel-button data-identity-from="outseta" identity="own.own.own"></retent-cancel-button>`;
    assert.equal((await click(html)).identity, "own.own.own");
  });
});
