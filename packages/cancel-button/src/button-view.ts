import type { ButtonHost } from "./button-host.ts";
import { createElement } from "./create-element.ts";
import { handleActivation, handleBoosted } from "./slotted-control.ts";
import type { ViewState } from "./view-state.ts";

/** The elements of the shadow tree. */
export interface ButtonView {
  appendTo(root: ShadowRoot): void;
  /** Updates only what has changed since the last call: nothing, for a button at rest. */
  show(state: ViewState): void;
}

/**
 * Creates a button that contains the slot, and a status below it. If a form or link is slotted, the slot
 * replaces the button. Built without lit-html, which would be half of the script for so few elements. What a
 * button at rest does not show is created when it is needed.
 */
export function createButtonView(host: ButtonHost): ButtonView {
  const slot = createElement("slot", {});
  const labelElement = createElement("span", { part: "label" }, slot);
  const button = createElement("button", { part: "button", type: "button" }, labelElement);
  // Screen readers announce only what is added to a region that already exists.
  const statusElement = createElement("span", { part: "status" });
  // An attribute, since Chrome before 103 and Firefox before 119 have no property for it.
  statusElement.setAttribute("role", "status");
  button.addEventListener("click", (event) => {
    // Of a form inside another form parsers leave the button alone, and that would submit the outer form.
    event.preventDefault();
    host.start();
  });
  slot.addEventListener("slotchange", () => host.requestUpdate());
  for (const type of ["click", "submit"])
    slot.addEventListener(type, (event) => handleActivation(host, event));
  slot.addEventListener("submit", (event) => handleBoosted(host, event), true);
  let shown: Partial<ViewState> = { control: null, busy: false, disabled: false, label: "" };
  let spinner: HTMLElement | undefined;
  let message: HTMLElement | undefined;

  function showLabel(label: string, lang: string | null | undefined): void {
    const text = labelElement.firstChild;
    if (text instanceof Text) text.data = label;
    else if (label) labelElement.prepend(label);
    if (lang) labelElement.lang = lang;
    else labelElement.removeAttribute("lang");
  }

  function showSpinner(busy: boolean): void {
    if (busy && !spinner) {
      spinner = createElement("span", { part: "spinner" });
      button.prepend(spinner);
    }
    if (spinner) spinner.hidden = !busy;
  }

  function showMessage(status: string, linkText: string, href: string | undefined): void {
    if (!status && !href && !message) return;
    if (!message) {
      message = createElement("p", {}, "", " ", createElement("a", {}));
      statusElement.append(message);
    }
    const text = message.firstChild as Text;
    const link = message.lastChild as HTMLAnchorElement;
    message.hidden = !status && !href;
    text.data = status;
    link.hidden = !href;
    link.href = href ?? "";
    link.textContent = linkText;
  }

  return {
    appendTo(root) {
      root.append(button, statusElement);
    },
    show(state) {
      const { control, busy, done, disabled, label, labelLang, status, fallbackLink, fallbackHref } = state;
      if (control && !shown.control) {
        button.replaceWith(slot);
      } else if (!control && shown.control) {
        slot.replaceWith(button);
        labelElement.append(slot);
      }
      if (control !== shown.control || busy !== shown.busy || disabled !== shown.disabled) {
        const marked = control?.querySelector("button,[type=submit]") ?? control ?? button;
        // Attributes, since Firefox before 119 has no properties for them.
        for (const [name, isSet] of [
          ["aria-busy", busy],
          ["aria-disabled", busy || disabled],
        ] as const) {
          if (isSet) marked.setAttribute(name, "true");
          else marked.removeAttribute(name);
        }
        slot.className = busy ? "busy" : "";
        button.disabled = disabled;
        showSpinner(busy);
      }
      if (control !== shown.control || label !== shown.label || labelLang !== shown.labelLang) {
        showLabel(label, labelLang);
      }
      slot.hidden = !!label && !control;
      if (done) {
        (control ? slot : button).remove();
        host.control?.setAttribute("hidden", "");
      }
      showMessage(status, fallbackLink, fallbackHref);
      shown = state;
    },
  };
}
