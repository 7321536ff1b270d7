import { assert } from "chai";
import { nearestLanguage } from "../src/language.ts";
import type { Messages } from "../src/messages.ts";
import { restoreFetch, stubFetch } from "./support/stub-fetch.ts";
import { clearPage, fallbackLink, labelText, mount, part, statusText } from "./support/test-button.ts";

afterEach(() => {
  restoreFetch();
  clearPage();
  document.documentElement.removeAttribute("lang");
});

/**
 * Waits until a text is shown. A language takes some time to load, and the test's time limit ends the wait.
 */
async function until(text: () => string, expected: string): Promise<void> {
  while (text() !== expected) await new Promise((resolve) => setTimeout(resolve));
}

describe("the nearest language", () => {
  it("is that of the nearest element that has one, across shadow roots", () => {
    const outer = document.createElement("section");
    const root = document.createElement("div");
    const inner = document.createElement("p");
    outer.append(root);
    root.attachShadow({ mode: "open" }).append(inner);
    document.body.append(outer);
    assert.equal(nearestLanguage(inner), "");
    document.documentElement.lang = "en";
    assert.equal(nearestLanguage(inner), "en");
    outer.lang = "de-AT";
    assert.equal(nearestLanguage(inner), "de-AT");
    inner.lang = "";
    assert.equal(nearestLanguage(inner), "");
  });
});

describe("the button's language", () => {
  for (const [lang, label] of [
    ["de", "Abo kündigen"],
    ["de-AT", "Abo kündigen"],
    ["DE_ch", "Abo kündigen"],
    ["no", "Si opp abonnementet"],
    ["nn-NO", "Si opp abonnementet"],
    ["iw", "ביטול המינוי"],
    ["bg-BG", "Прекратяване на абонамента"],
    ["ga-IE", "Cealaigh an síntiús"],
    ["zh-CN", "取消订阅"],
    ["zh-Hans-HK", "取消订阅"],
    ["zh-Hant", "取消訂閱"],
    ["zh_TW", "取消訂閱"],
    ["zh-HK", "取消訂閱"],
    ["pt", "Cancelar assinatura"],
    ["pt-BR", "Cancelar assinatura"],
    ["pt-PT", "Cancelar subscrição"],
    ["pt-AO", "Cancelar subscrição"],
  ] as const) {
    it(`is ${label} for ${lang}`, async () => {
      document.documentElement.lang = lang;
      const button = await mount();
      await until(() => labelText(button), label);
    });
  }

  it("stays English if there are no texts for the page's language", async () => {
    for (const lang of ["en-GB", "xx", "", "constructor", "__proto__", "../../evil"]) {
      document.documentElement.lang = lang;
      const button = await mount();
      await new Promise((resolve) => setTimeout(resolve, 0));
      assert.equal(labelText(button), "Cancel subscription", lang);
    }
  });

  it("follows the page when that changes its language", async () => {
    document.documentElement.lang = "fr";
    const button = await mount();
    await until(() => labelText(button), "Résilier l’abonnement");
    document.body.lang = "it";
    await until(() => labelText(button), "Annulla abbonamento");
    document.body.lang = "en";
    await until(() => labelText(button), "Cancel subscription");
    document.body.removeAttribute("lang");
  });

  it("can be replaced, text by text", async () => {
    document.documentElement.lang = "de";
    const button = await mount({ messages: { label: "Mitgliedschaft beenden" } });
    stubFetch(() => Promise.reject(new TypeError("no network")));
    await button.start();
    await until(() => statusText(button), "Das hat nicht geklappt. Bitte noch einmal versuchen.");
    await until(() => labelText(button), "Noch einmal versuchen");
    assert.equal(
      labelText(await mount({ messages: { label: "Mitgliedschaft beenden" } })),
      "Mitgliedschaft beenden",
    );
  });

  it("is used if a page's own text is undefined", async () => {
    const button = await mount({ messages: { label: undefined } as unknown as Partial<Messages> });
    assert.equal(labelText(button), "Cancel subscription");
  });

  it("is not loaded before a click if the page brings the label", async () => {
    document.documentElement.lang = "ko";
    const button = await mount({}, "구독 해지");
    await new Promise((resolve) => setTimeout(resolve, 0));
    const loaded = () =>
      performance.getEntriesByType("resource").some(({ name }) => name.includes("/languages/ko"));
    assert.equal(loaded(), false);
    stubFetch(() => Promise.reject(new TypeError("no network")));
    await button.start();
    await until(() => statusText(button), "실패했습니다. 다시 시도해 주세요.");
    assert.equal(loaded(), true);
  });

  it("is sent to the server, for the server's own pages", async () => {
    document.documentElement.lang = "sv-SE";
    const requests = stubFetch(() => new Response("{}", { status: 500 }));
    const button = await mount();
    await button.start();
    assert.equal(requests[0]?.body.lang, "sv-SE");
  });
});

describe("a label that a law prescribes", () => {
  it("is used word for word with nothing added, in the law's language on every page", async () => {
    for (const [preset, label, lang] of [
      ["de", "Verträge hier kündigen", "de"],
      ["fr", "Résilier votre contrat", "fr"],
    ] as const) {
      document.documentElement.lang = "es";
      const button = await mount({ preset }, "my own words");
      assert.equal(labelText(button), label);
      assert.equal(button.shadowRoot?.querySelector("slot")?.checkVisibility(), false);
      assert.equal(part(button, "label").lang, lang);
    }
  });

  it("stays as it is after a failure", async () => {
    const button = await mount({ preset: "de" });
    stubFetch(() => new Response("", { status: 503 }));
    await button.start();
    await button.updateComplete;
    assert.equal(labelText(button), "Verträge hier kündigen");
    assert.equal(statusText(button), "That did not work. Please try again.");
    assert.equal(button.shadowRoot?.querySelector("a")?.search, "?preset=de");
  });

  it("for withdrawing is in the page's language, and does not mention cancelling", async () => {
    const english = await mount({ preset: "eu-withdrawal" });
    assert.equal(labelText(english), "Withdraw from contract here");
    document.documentElement.lang = "de";
    await until(() => labelText(english), "Vertrag widerrufen");
    assert.equal(part(english, "label").hasAttribute("lang"), false);
  });

  it("is also found in capitals, by attribute and by property", async () => {
    const capitals = { preset: "DE" } as unknown as { preset: "de" };
    assert.equal(labelText(await mount(capitals)), "Verträge hier kündigen");
    const button = await mount();
    button.setAttribute("preset", "Fr");
    await button.updateComplete;
    assert.equal(labelText(button), "Résilier votre contrat");
  });

  it("that is unknown does not mention withdrawing", async () => {
    const unknown = { preset: "us" } as unknown as { preset: "de" };
    assert.equal(labelText(await mount(unknown)), "Cancel subscription");
    assert.equal(labelText(await mount(unknown, "Leave")), "");
  });

  it("leads to the plain page, with the preset", async () => {
    const button = await mount({ preset: "eu-withdrawal", mode: "popup" });
    const requests = stubFetch(() => new Response("{}", { status: 500 }));
    await button.start();
    const { preset, mode } = requests[0]?.body ?? {};
    assert.deepEqual([preset, mode], ["eu-withdrawal", "direct"]);
  });
});

describe("the fallback link", () => {
  it("leads to a plain page in the button's language", async () => {
    stubFetch(() => new Response("", { status: 503 }));
    for (const [lang, href] of [
      ["de-AT", "/api/retent/cancel?lang=de-AT"],
      ["en-GB", "/api/retent/cancel"],
      ["", "/api/retent/cancel"],
    ] as const) {
      document.documentElement.lang = lang;
      const button = await mount({}, "Cancel");
      await button.start();
      await button.updateComplete;
      assert.equal(fallbackLink(button), location.origin + href);
    }
  });
});

describe("the message wayOn, which fallbackLink replaces", () => {
  it("is still used for the fallback link, until the next version", async () => {
    stubFetch(() => new Response("", { status: 503 }));
    for (let count = 0; count < 2; count += 1) {
      const button = await mount({ messages: { wayOn: "Write to us" } }, "Cancel");
      await button.start();
      await button.updateComplete;
      assert.equal(part(button, "status").querySelector("a")?.textContent, "Write to us");
    }
    const button = await mount({ messages: { wayOn: "Write to us", fallbackLink: "Call us" } }, "Cancel");
    await button.start();
    await button.updateComplete;
    assert.equal(part(button, "status").querySelector("a")?.textContent, "Call us");
  });
});
