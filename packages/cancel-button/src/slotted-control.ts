import type { ButtonHost } from "./button-host.ts";

/** The form or link that replaces the button, if there is one: inside the element or elsewhere. */
export function findControl(host: ButtonHost): Element | null {
  return host.control ?? host.querySelector("form,a[href]");
}

/** Whether an event makes a control leave this page: a form is submitted, anything else is clicked. */
export function isActivation(control: Element | null, event: Event): boolean {
  if (!control || !event.composedPath().includes(control) || event.defaultPrevented) return false;
  if (control.matches("form")) return event.type === "submit";
  // A click with another button or with a modifier opens a link elsewhere.
  const { type, button, ctrlKey, metaKey, shiftKey, altKey } = event as MouseEvent;
  return type === "click" && !(button || ctrlKey || metaKey || shiftKey || altKey);
}

/** Starts a cancellation if an event makes the host's control leave this page. */
export function handleActivation(host: ButtonHost, event: Event): void {
  if (!isActivation(findControl(host), event)) return;
  event.preventDefault();
  host.start();
}

/**
 * Starts a cancellation by a form that htmx would send by a fetch, which can't follow the way to the hosted page. It
 * has to be called before the form's own listeners.
 */
export function handleBoosted(host: ButtonHost, event: Event): void {
  if (!findControl(host)?.closest("[hx-boost=true]")) return;
  handleActivation(host, event);
  event.stopPropagation();
}
