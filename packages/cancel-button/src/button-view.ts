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

/** Made once and copied for every element, which takes a quarter of the time that making it takes. */
let prototype: DocumentFragment | undefined;

function createPrototype(): DocumentFragment {
  const label = createElement("span", { part: "label" }, "", createElement("slot", {}));
  const button = createElement(
    "button",
    { part: "button", type: "button" },
    createElement("span", { part: "spinner", hidden: true }),
    label,
  );
  const message = createElement("p", { hidden: true }, "", " ", createElement("a", {}));
  const fragment = new DocumentFragment();
  fragment.append(button, createElement("div", { part: "status", role: "status" }, message));
  return fragment;
}

/**
 * The shadow tree: a button that holds the slot, and a status below it; or the slot alone and the status, where a form
 * or link is slotted. Built by hand: for so few elements, lit-html would be half of the script.
 */
export class ButtonView {
  readonly button: HTMLButtonElement;
  readonly slot: HTMLSlotElement;
  readonly status: HTMLElement;
  readonly #spinner: HTMLElement;
  readonly #label: HTMLElement;
  readonly #labelText: Text;
  readonly #message: HTMLElement;
  readonly #statusText: Text;
  readonly #wayOn: HTMLAnchorElement;

  constructor() {
    prototype ??= createPrototype();
    const tree = document.importNode(prototype, true);
    this.button = tree.firstChild as HTMLButtonElement;
    this.status = tree.lastChild as HTMLElement;
    this.#spinner = this.button.firstChild as HTMLElement;
    this.#label = this.button.lastChild as HTMLElement;
    this.#labelText = this.#label.firstChild as Text;
    this.slot = this.#label.lastChild as HTMLSlotElement;
    this.#message = this.status.firstChild as HTMLElement;
    this.#statusText = this.#message.firstChild as Text;
    this.#wayOn = this.#message.lastChild as HTMLAnchorElement;
  }

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
