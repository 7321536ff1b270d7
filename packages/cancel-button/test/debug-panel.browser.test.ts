import "axe-core";
import { assert } from "chai";
import { cleanUpAfterEach } from "./support/clean-up.ts";
import { collectWarnings } from "./support/collect-warnings.ts";
import { json, type SentRequest, stubFetch } from "./support/stub-fetch.ts";
import { mount, type TestButton } from "./support/test-button.ts";

/** The library is a script that puts itself on the page. */
const { axe } = window as unknown as { axe: typeof import("axe-core") };

const docs = "server#what-you-provide";
const good = { name: "customer", status: "ok", detail: "user_1, by your own session", docs };
const bad = { name: "public URL", status: "failed", cause: "it differs", remedy: "set it", docs };

/** A sandbox server with these findings. */
function stubSandbox(...findings: object[]): SentRequest[] {
  return stubFetch(({ init }) =>
    json({ environment: "sandbox", ...(init.method === "POST" && { findings }) }),
  );
}

function find(button: TestButton): ShadowRoot | null | undefined {
  return button.shadowRoot?.querySelector("div")?.shadowRoot;
}

/** Resolves once it is so: the panel is a module of its own. */
async function until(isSo: () => unknown): Promise<void> {
  for (let turns = 0; !isSo(); turns += 1) {
    assert.isAtMost(turns, 500);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

async function openPanel(properties: object = {}): Promise<{ button: TestButton; panel: ShadowRoot }> {
  const button = await mount({ debug: true, ...properties });
  await until(() => find(button));
  return { button, panel: find(button) as ShadowRoot };
}

const textOf = (panel: ShadowRoot, selector: string) => panel.querySelector(selector)?.textContent ?? "";

/** The panel's settings of the page, by name. */
function settingsOf(panel: ShadowRoot): Record<string, string> {
  const rows = [...panel.querySelectorAll("dl div")];
  return Object.fromEntries(rows.map((row) => [...row.children].map(({ textContent }) => textContent)));
}

describe("the sandbox panel", () => {
  cleanUpAfterEach();

  it("needs debug: without it nothing is asked or shown", async () => {
    const requests = stubSandbox(bad);
    const button = await mount();
    await import("../src/debug-panel.ts");
    await button.updateComplete;
    assert(!find(button));
    assert.deepEqual(requests, []);
  });

  it("shows what is configured, what the server says, and what would go wrong, first and with its remedy", async () => {
    const requests = stubSandbox(good, bad);
    const { panel } = await openPanel({ endpoint: "/shop", mode: "popup", subscription: "sub_1" });
    assert.equal(textOf(panel, "summary"), "Sandbox: 1 problem");
    const items = [...panel.querySelectorAll("li")].map(({ textContent }) => textContent);
    assert.deepEqual(items, [
      "Problem public URL: it differs. What to do: set it. See the README of @retent/server#what-you-provide.",
      "OK customer: user_1, by your own session.",
    ]);
    const settings = settingsOf(panel);
    assert.match(settings.Script ?? "", /^not built, from http/);
    assert.deepEqual(
      { ...settings, Script: "" },
      {
        Script: "",
        Endpoint: `${location.origin}/shop`,
        Mode: "popup",
        Preset: "none",
        Language: "the page names none: English",
        "Return to": "this page",
        Subscription: "sub_1",
        Identity: "no token: the server’s own session counts",
      },
    );
    assert.deepEqual(
      requests.map(({ url, init }) => `${init.method ?? "GET"} ${url}`),
      [`GET ${location.origin}/shop/debug`, `POST ${location.origin}/shop/debug`],
    );
    const { endpoint, returnTo, subscription } = requests[1]?.body ?? {};
    assert.deepEqual([endpoint, subscription], [`${location.origin}/shop`, "sub_1"]);
    assert.equal(returnTo, location.href.split("#")[0]);
  });

  it("sends the identity token, and shows only where it comes from", async () => {
    const requests = stubSandbox(good);
    const { panel } = await openPanel({ identity: async () => "a.secret.token" });
    assert.equal(requests[1]?.body.identity, "a.secret.token");
    assert.equal(settingsOf(panel).Identity, "a function, in identity");
    assert.notInclude(panel.textContent ?? "", "secret");
  });

  it("shows nothing in prod, and says so once in the console", async () => {
    const warnings = collectWarnings();
    const requests = stubFetch(() => json({ code: "not_found", detail: "There is nothing." }, 404));
    const buttons = [await mount({ debug: true }), await mount({ debug: true })];
    await until(() => requests.length === 2);
    await new Promise((resolve) => setTimeout(resolve));
    assert(!buttons.some(find));
    assert.equal(warnings.length, 1);
    assert.match(warnings.join(), /^retent: debug shows nothing: .* is not the sandbox/);
    assert(requests.every(({ init }) => init.method !== "POST"));
  });

  it("names a page whose origin is not allowed", async () => {
    stubFetch(({ init }) => {
      if (init.method === "POST") throw new TypeError("Failed to fetch");
      return json({ environment: "sandbox" });
    });
    const { panel } = await openPanel();
    assert.include(textOf(panel, "li"), `add ${location.origin} to siteOrigins`);
  });

  it("names an endpoint without a server, on a page of this machine", async () => {
    stubFetch(() => new Response("<h1>Not Found</h1>", { status: 404 }));
    const { panel } = await openPanel({ endpoint: "/nowhere" });
    assert.include(textOf(panel, "li"), `there is no server at ${location.origin}/nowhere/debug`);
    assert.equal(settingsOf(panel).Endpoint, `${location.origin}/nowhere`);
  });

  it("shows what only the sandbox says: the hint of an answer that was refused", async () => {
    stubFetch(() => json({ code: "not_found", detail: "Nothing.", hint: "a proxy removed the path" }, 404));
    const { panel } = await openPanel();
    assert.include(textOf(panel, "li"), "a proxy removed the path");
  });

  it("shows why the server refused to say more", async () => {
    stubFetch(({ init }) =>
      init.method === "POST"
        ? json({ code: "rate_limited", detail: "Too many requests. Try again in 5 s." }, 429)
        : json({ environment: "sandbox" }),
    );
    const { panel } = await openPanel();
    assert.include(textOf(panel, "li"), "Problem server: Too many requests. Try again in 5 s.");
  });

  it("names misspelled attributes, tokens that are not sent and functions that fail", async () => {
    collectWarnings();
    stubSandbox();
    const button = await mount({ debug: true, identity: () => Promise.reject(new Error("signed out")) });
    button.setAttribute("retrun-to", "/");
    await until(() => find(button)?.querySelectorAll("li").length === 2);
    const panel = find(button) as ShadowRoot;
    assert.equal(textOf(panel, "summary"), "Sandbox: 1 problem, 1 warning");
    assert.include(textOf(panel, "ul"), "what gives the token has failed");
    assert.include(textOf(panel, "ul"), "there is no attribute retrun-to: write return-to");
    button.setAttribute("endpoint", "https://elsewhere.example/api");
    await until(() =>
      textOf(panel, "ul").includes("no token is sent to an endpoint that markup alone names"),
    );
  });

  it("follows the settings, can be asked again, and goes with debug", async () => {
    const requests = stubSandbox(good);
    const { button, panel } = await openPanel();
    assert.equal(textOf(panel, "summary"), "Sandbox: everything works");
    button.subscription = "sub_2";
    await until(() => requests.length === 4 && settingsOf(panel).Subscription === "sub_2");
    panel.querySelector("button")?.click();
    assert.equal(textOf(panel, "p"), "Checking…");
    await until(() => textOf(panel, "p") === "Checked: everything works.");
    assert.equal(requests.length, 6);
    button.debug = false;
    await button.updateComplete;
    assert(!find(button));
    button.setAttribute("debug", "");
    await until(() => find(button));
    button.removeAttribute("debug");
    await button.updateComplete;
    assert(!find(button));
  });

  it("is not meant by debug=false, as React 18 writes it", async () => {
    const requests = stubSandbox(good);
    const button = document.createElement("test-button") as TestButton;
    button.setAttribute("debug", "false");
    document.body.append(button);
    await button.updateComplete;
    await import("../src/debug-panel.ts");
    await new Promise((resolve) => setTimeout(resolve));
    assert(!find(button));
    assert.deepEqual(requests, []);
  });

  it("links to our own documentation only, and takes everything for text", async () => {
    stubSandbox({ ...bad, docs: "https://evil.example", cause: "<img src=x onerror=alert(1)>" });
    const { panel } = await openPanel();
    assert(!panel.querySelector("li a, img"));
    assert.include(textOf(panel, "li"), "<img");
  });

  it("does not start a cancellation when its text is clicked", async () => {
    const requests = stubSandbox(good);
    const { button, panel } = await openPanel();
    panel.querySelector("li")?.click();
    await button.updateComplete;
    assert.equal(requests.length, 2);
    assert.deepEqual(button.visited, []);
  });

  it("is accessible, also with the keyboard", async () => {
    stubSandbox(good, bad, { ...bad, name: "webhooks", status: "warning", detail: "none has arrived" });
    const { button, panel } = await openPanel();
    document.documentElement.lang = "en";
    const { violations } = await axe.run(button);
    assert.deepEqual(
      violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
      [],
    );
    document.documentElement.removeAttribute("lang");
    const stops = [...panel.querySelectorAll<HTMLElement>("summary, button")];
    for (const stop of stops) {
      stop.focus();
      assert(panel.activeElement === stop);
    }
    assert.equal(stops.length, 2);
  });
});
