import { assert } from "chai";
import { RetentCancelButton } from "../src/index.ts";
import { registerCancelButton } from "../src/register-cancel-button.ts";

describe("registerCancelButton", () => {
  it("is not called by loading the class", () => {
    assert.equal(customElements.get("retent-cancel-button"), undefined);
  });

  it("leaves another version that came first where it is", async () => {
    const other = class extends HTMLElement {};
    customElements.define("retent-cancel-button", other);
    registerCancelButton();
    await import("../src/define.ts");
    assert.equal(customElements.get("retent-cancel-button"), other);
    assert.notEqual(other, RetentCancelButton);
  });
});
