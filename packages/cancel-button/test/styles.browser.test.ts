import { assert } from "chai";
import { restoreFetch, stubFetch } from "./support/stub-fetch.ts";
import { clearPage, mount, part } from "./support/test-button.ts";

describe("the styles", () => {
  afterEach(clearPage);

  const targets: [size: "small" | "medium" | "large", pixels: number][] = [
    ["small", 24],
    ["medium", 44],
    ["large", 44],
  ];
  for (const [size, pixels] of targets) {
    it(`make a ${size} target of at least ${pixels} pixels`, async () => {
      const button = await mount({ size });
      const { width, height } = part(button, "button").getBoundingClientRect();
      assert.isAtLeast(width, pixels);
      assert.isAtLeast(height, pixels);
    });
  }

  it("use the page's font and colour", async () => {
    document.body.style.font = "italic 20px serif";
    document.body.style.color = "rgb(1, 2, 3)";
    const button = await mount();
    const { fontStyle, fontSize, color } = getComputedStyle(part(button, "button"));
    document.body.removeAttribute("style");
    assert.deepEqual([fontStyle, fontSize, color], ["italic", "20px", "rgb(1, 2, 3)"]);
  });

  it("show a slotted control as busy", async () => {
    stubFetch(() => new Promise(() => {}));
    const link = Object.assign(document.createElement("a"), { href: "/api/cancel", textContent: "Cancel" });
    const button = await mount({}, link);
    assert.equal(getComputedStyle(link).opacity, "1");
    button.start();
    await button.updateComplete;
    assert.equal(getComputedStyle(link).opacity, "0.5");
    restoreFetch();
  });

  it("use custom properties of any ancestor, and prefer them to a variant", async () => {
    document.body.style.setProperty("--retent-background", "rgb(9, 9, 9)");
    const button = await mount({ variant: "primary" });
    const { backgroundColor } = getComputedStyle(part(button, "button"));
    document.body.removeAttribute("style");
    assert.equal(backgroundColor, "rgb(9, 9, 9)");
  });

  it("are constructed, so that a strict policy allows them", async () => {
    const button = await mount();
    assert.equal(button.shadowRoot?.querySelector("style"), null);
    assert.isAtLeast(button.shadowRoot?.adoptedStyleSheets.length ?? 0, 1);
  });

  it("leave it hidden when it is hidden", async () => {
    const button = await mount({ hidden: true });
    assert.equal(button.checkVisibility(), false);
  });
});
