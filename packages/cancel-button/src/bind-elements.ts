import type { RetentCancelButton } from "./cancel-button.ts";
import { isActivation } from "./slotted-control.ts";

/** The button's properties that a bound element may set, each by a `data-` attribute. */
export const boundSettings = [
  "endpoint",
  "fallbackHref",
  "identity",
  "mode",
  "preset",
  "returnTo",
  "subscription",
] as const;

/** The cancel button of each bound element. It shows the status below the element. */
const buttons = new WeakMap<Element, RetentCancelButton>();

/**
 * Makes every element with `data-retent-cancel` start a cancellation, including those that are added later.
 * It is for site builders that only let an attribute be set. `data-return-to` and similar attributes are the
 * button's settings.
 */
export function bindElements(): void {
  for (const type of ["click", "submit"]) addEventListener(type, handleActivation);
}

function handleActivation(event: Event): void {
  const element = event.composedPath().find(isBound);
  if (!element || !isActivation(element, event)) return;
  try {
    const button = getButton(element);
    event.preventDefault();
    button.start();
  } catch (cause) {
    // The browser does what it does without this script.
    console.warn(`retent: ${cause}`);
  }
}

function isBound(target: EventTarget): target is HTMLElement {
  return target instanceof HTMLElement && "retentCancel" in target.dataset;
}

function getButton(element: HTMLElement): RetentCancelButton {
  const button = buttons.get(element) ?? document.createElement("retent-cancel-button");
  buttons.set(element, button);
  button.control = element;
  for (const name of boundSettings) {
    const value = element.dataset[name];
    if (value) Object.assign(button, { [name]: value });
  }
  // Moving it would stop a request.
  if (element.nextSibling !== button) element.after(button);
  return button;
}
