import { createElement } from "./create-element.ts";

/** What the element shows. */
export interface ButtonViewState {
  /** The element that is used instead of the button, if there is one. */
  control: Element | null;
  busy: boolean;
  disabled: boolean;
  /** The button's own label; empty where the slotted one counts. */
  label: string;
  /** The label's language, where it is not the page's. */
  labelLang: string | null | undefined;
  /** What happened, announced to screen readers. */
  status: string;
  /** A link beside the status, where it leads anywhere. */
  wayOn: string;
  wayOnHref: string | undefined;
}

/**
 * The shadow tree: a button that holds the slot, and a status below it; or the slot alone and the status, where a form
 * or link is slotted. Built by hand: for so few elements, lit-html would be half of the script.
 */
export class ButtonView {
  readonly slot = createElement("slot", {});
  readonly #labelText = new Text();
  readonly #label = createElement("span", { part: "label" }, this.#labelText, this.slot);
  readonly #spinner = createElement("span", { part: "spinner" });
  readonly button = createElement("button", { part: "button", type: "button" }, this.#spinner, this.#label);
  readonly #statusText = new Text();
  readonly #wayOn = createElement("a", {});
  readonly #message = createElement("p", {}, this.#statusText, " ", this.#wayOn);
  readonly status = createElement("div", { part: "status", role: "status" }, this.#message);

  show({ control, busy, disabled, label, labelLang, status, wayOn, wayOnHref }: ButtonViewState): void {
    if (control) {
      this.button.replaceWith(this.slot);
    } else if (this.slot.parentNode !== this.#label) {
      this.slot.replaceWith(this.button);
      this.#label.append(this.slot);
    }
    const marked = control?.querySelector("button,[type=submit]") ?? control ?? this.button;
    marked.ariaBusy = busy ? "true" : null;
    marked.ariaDisabled = busy || disabled ? "true" : null;
    this.button.disabled = disabled;
    this.#spinner.hidden = !busy;
    this.#labelText.data = label;
    if (labelLang) this.#label.lang = labelLang;
    else this.#label.removeAttribute("lang");
    this.slot.hidden = !!label && !control;
    this.#message.hidden = !status && !wayOnHref;
    this.#statusText.data = status;
    this.#wayOn.hidden = !wayOnHref;
    this.#wayOn.href = wayOnHref ?? "";
    this.#wayOn.textContent = wayOn;
  }
}
