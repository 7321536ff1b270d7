import { html, LitElement } from "lit";

/** The smallest possible Lit element. The button's size is compared with it. */
class BareElement extends LitElement {
  override render() {
    return html`<button>Cancel subscription</button>`;
  }
}

customElements.define("bare-element", BareElement);
