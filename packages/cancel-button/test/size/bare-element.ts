import { html, LitElement } from "lit";

/** The least that an element on Lit can be: what the button's size is measured against. */
class BareElement extends LitElement {
  override render() {
    return html`<button>Cancel subscription</button>`;
  }
}

customElements.define("bare-element", BareElement);
