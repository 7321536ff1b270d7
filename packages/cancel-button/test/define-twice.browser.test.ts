import { assert } from "chai";
import { RetentCancelButton } from "../src/index.ts";

describe("RetentCancelButton.define", () => {
  it("is not called when the class is loaded", () => {
    assert.equal(customElements.get("retent-cancel-button"), undefined);
  });

  it("does not replace another version that was defined first", async () => {
    const other = class extends HTMLElement {};
    customElements.define("retent-cancel-button", other);
    RetentCancelButton.define();
    await import("../src/define.ts");
    assert.equal(customElements.get("retent-cancel-button"), other);
    assert.notEqual(other, RetentCancelButton);
  });
});
