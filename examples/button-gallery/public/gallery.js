import "/button/button.js";

const RetentCancelButton = customElements.get("retent-cancel-button");

/** Waits for its link for ever. */
class BusyButton extends RetentCancelButton {
  createLink() {
    return new Promise(() => {});
  }
}

/** Gets no link. */
class FailingButton extends RetentCancelButton {
  async createLink() {
    throw new Error("the server can't be reached");
  }
}

/** Stands on the page that a customer comes back to. */
class DoneButton extends RetentCancelButton {
  connectedCallback() {
    history.replaceState(null, "", "#ci_result_token=of-the-gallery");
    super.connectedCallback();
  }
}

customElements.define("busy-button", BusyButton);
customElements.define("failing-button", FailingButton);
customElements.define("done-button", DoneButton);
for (const button of document.querySelectorAll("busy-button, failing-button")) {
  await button.updateComplete;
  button.start();
}
