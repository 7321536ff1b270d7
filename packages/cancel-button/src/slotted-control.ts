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

/**
 * Starts a cancellation by a form that htmx would send by a fetch, which can't follow the way to the hosted page. It is
 * called before htmx's own listener, which leaves no trace of whether the page has handled the event.
 */
export function handleBoosted(host: ButtonHost, event: Event): void {
  const control = findControl(host);
  if (!control || !isBoosted(control) || !isActivation(control, event)) return;
  event.stopPropagation();
  event.preventDefault();
  host.start();
}

/** Whether htmx sends it instead of the browser: the closest attribute counts. */
function isBoosted(control: Element): boolean {
  const place = control.closest("[hx-boost],[data-hx-boost]");
  return (place?.getAttribute("hx-boost") ?? place?.getAttribute("data-hx-boost")) === "true";
}

/**
 * Keeps a button inside the element from submitting a form around it: parsers drop a form that stands in another
 * one, and leave its button behind.
 */
export function keepFromOuterForm(host: ButtonHost, event: Event): void {
  const [target] = event.composedPath();
  const button = target instanceof Element ? target.closest("button,input") : null;
  if (!button || !host.contains(button)) return;
  const { form, type } = button as HTMLButtonElement;
  if (form && !host.contains(form) && /^(submit|image)$/.test(type)) event.preventDefault();
}

/** Starts a cancellation if an event makes the host's control leave this page. */
export function handleActivation(host: ButtonHost, event: Event): void {
  if (!isActivation(findControl(host), event)) return;
  event.preventDefault();
  host.start();
}
