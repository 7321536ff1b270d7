import { assert } from "chai";
import { collectWarnings } from "./support/collect-warnings.ts";
import { linkResponse, restoreFetch, stubFetch } from "./support/stub-fetch.ts";
import { clearPage, mount, type TestButton } from "./support/test-button.ts";

/** The warnings after clicks on two buttons with the same mistakes. */
async function useTwice(environment: "sandbox" | "prod"): Promise<string[]> {
  const warnings = collectWarnings();
  stubFetch(() => linkResponse({ environment }));
  for (let count = 0; count < 2; count += 1) {
    const button = await mount({ messages: { wayOn: "Write to us" } });
    for (const [name, value] of Object.entries({ mode: "Pop-up", preset: "us", size: "Small" }))
      button.setAttribute(name, value);
    await button.start();
  }
  // The hints are a module of their own.
  await import("../src/hints.ts");
  await new Promise((resolve) => setTimeout(resolve));
  return warnings;
}

describe("hints for developers", () => {
  afterEach(() => {
    restoreFetch();
    clearPage();
  });

  it("are not given to customers", async () => {
    assert.deepEqual(await useTwice("prod"), []);
  });

  it("name attributes that are misspelled, and no others", async () => {
    const warnings = collectWarnings();
    stubFetch(() => linkResponse({ environment: "sandbox" }));
    const button = await mount();
    for (const name of [
      "retrun-to",
      "fallbackhref",
      "data-endpoint",
      "data-id",
      "wire:id",
      "v-model",
      "aria-label",
    ])
      button.setAttribute(name, "x");
    await button.start();
    await new Promise((resolve) => setTimeout(resolve));
    assert.deepEqual(warnings, [
      "retent: there is no attribute retrun-to: write return-to",
      "retent: there is no attribute fallbackhref: write fallback-href",
      "retent: there is no attribute data-endpoint: write endpoint",
    ]);
  });

  it("name what is misspelled or old, once, with the known values", async () => {
    assert.deepEqual(await useTwice("sandbox"), [
      'retent: mode="pop-up" is none of: redirect popup direct',
      'retent: preset="us" is none of: de fr eu-withdrawal',
      "retent: messages.wayOn is now fallbackLink",
    ]);
  });

  const snippet =
    '<test-button><form method="post" action="/api/cancel-link"><button>Cancel</button></form></test-button>';
  const places: [place: string, markup: string, hint: string][] = [
    [
      "inside another form",
      `<form action="/save">${snippet}</form>`,
      "retent: the button is inside another form, where browsers drop the form of the snippet: put it outside",
    ],
    [
      "inside a paragraph",
      `<p>${snippet}</p>`,
      "retent: the button is inside a paragraph, which can hold no form, so there are two buttons: put it into a div",
    ],
  ];
  for (const [place, markup, hint] of places)
    it(`name a place that no snippet survives: ${place}`, async () => {
      const warnings = collectWarnings();
      stubFetch(() => linkResponse({ environment: "sandbox" }));
      document.body.innerHTML = markup;
      await document.querySelector<TestButton>("test-button")?.start();
      await new Promise((resolve) => setTimeout(resolve));
      assert.deepEqual(warnings, [hint]);
    });
});
