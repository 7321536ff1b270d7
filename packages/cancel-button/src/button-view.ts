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
  labelLang?: string | null | undefined;
  /** What happened, announced to screen readers. */
  status: string;
  /** A link beside the status, where it leads anywhere. */
  wayOn: string;
  wayOnHref?: string | undefined;
}

/**
 * The shadow tree: a button that holds the slot, and a status below it; or the slot alone and the status, where a form
 * or link is slotted. Built by hand: for so few elements, lit-html would be half of the script. What a button at rest does not
 * show is made when it is needed.
 */
export class ButtonView {
  readonly button: HTMLButtonElement;
  readonly slot: HTMLSlotElement;
  readonly status: HTMLElement;
  readonly #label: HTMLElement;
  #shown: ButtonViewState = { control: null, busy: false, disabled: false, label: "", status: "", wayOn: "" };
  #spinner: HTMLElement | undefined;
  #message: HTMLElement | undefined;

  constructor() {
    this.slot = createElement("slot", {});
    this.#label = createElement("span", { part: "label" }, this.slot);
    this.button = createElement("button", { part: "button", type: "button" }, this.#label);
    // Screen readers announce what is put into a region that was there before.
    this.status = createElement("span", { part: "status" });
    // As an attribute, since Chrome before 103 and Firefox before 119 have no property for it.
    this.status.setAttribute("role", "status");
  }

  /** Touches what has changed since the last time, which is nothing for a button that comes to rest on its page. */
  show(state: ButtonViewState): void {
    const { control, busy, disabled, label, labelLang, status, wayOn, wayOnHref } = state;
    const shown = this.#shown;
    this.#shown = state;
    if (control && !shown.control) {
      this.button.replaceWith(this.slot);
    } else if (!control && shown.control) {
      this.slot.replaceWith(this.button);
      this.#label.append(this.slot);
    }
    if (control !== shown.control || busy !== shown.busy || disabled !== shown.disabled) {
      const marked = control?.querySelector("button,[type=submit]") ?? control ?? this.button;
      // Attributes, since Firefox before 119 has no properties for them.
      for (const [name, isSet] of [
        ["aria-busy", busy],
        ["aria-disabled", busy || disabled],
      ] as const) {
        if (isSet) marked.setAttribute(name, "true");
        else marked.removeAttribute(name);
      }
      this.button.disabled = disabled;
      this.#showSpinner(busy);
    }
    if (control !== shown.control || label !== shown.label || labelLang !== shown.labelLang) {
      this.slot.hidden = !!label && !control;
      this.#showLabel(label, labelLang);
    }
    this.#showMessage(status, wayOn, wayOnHref);
  }

  #showLabel(label: string, lang: string | null | undefined): void {
    const text = this.#label.firstChild;
    if (text instanceof Text) text.data = label;
    else if (label) this.#label.prepend(label);
    if (lang) this.#label.lang = lang;
    else this.#label.removeAttribute("lang");
  }

  #showSpinner(busy: boolean): void {
    if (busy && !this.#spinner) {
      this.#spinner = createElement("span", { part: "spinner" });
      this.button.prepend(this.#spinner);
    }
    if (this.#spinner) this.#spinner.hidden = !busy;
  }

  #showMessage(status: string, wayOn: string, href: string | undefined): void {
    if (!status && !href && !this.#message) return;
    this.#message ??= this.#createMessage();
    const text = this.#message.firstChild as Text;
    const link = this.#message.lastChild as HTMLAnchorElement;
    this.#message.hidden = !status && !href;
    text.data = status;
    link.hidden = !href;
    link.href = href ?? "";
    link.textContent = wayOn;
  }

  #createMessage(): HTMLElement {
    const message = createElement("p", {}, "", " ", createElement("a", {}));
    this.status.append(message);
    return message;
  }
}
