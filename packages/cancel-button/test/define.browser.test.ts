import { assert } from "chai";
import { RetentCancelButton } from "../src/index.ts";

describe("define", () => {
  it("defines the element, however often it is loaded", async () => {
    await import("../src/define.ts");
    await import(new URL("../src/define.ts?again", import.meta.url).href);
    assert.equal(customElements.get("retent-cancel-button"), RetentCancelButton);
    const button = document.createElement("retent-cancel-button");
    assert.equal(button.endpoint, "/api/retent");
    assert.equal(button.mode, "redirect");
    assert.equal(button.variant, "secondary");
    assert.equal(button.size, "medium");
    assert.equal(button.timeout, 4000);
  });
});
