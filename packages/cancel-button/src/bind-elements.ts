import type { RetentCancelButton } from "./cancel-button.ts";
import { isLeavingBy } from "./slotted-control.ts";

/** The button's properties that a bound element may set, each by a `data-` attribute. */
export const boundSettings = ["endpoint", "fallbackHref", "identity", "mode", "preset", "returnTo"] as const;

/** The cancel button that works for each bound element: it shows what happens, below the element. */
const buttons = new WeakMap<Element, RetentCancelButton>();

/**
 * Makes every element with `data-retent-cancel` start a cancellation, those that appear later too: for site builders, where only an
 * attribute can be set. `data-return-to` and the like are the button's attributes.
 */
export function bindElements(): void {
  for (const type of ["click", "submit"]) addEventListener(type, takeOver);
}

function takeOver(event: Event): void {
  const element = event.composedPath().find(isBound);
  if (!element || !isLeavingBy(element, event)) return;
  try {
    const button = buttonFor(element);
    event.preventDefault();
    button.start();
  } catch (cause) {
    // The browser does what it would have done without this script.
    console.warn(`retent: ${cause}`);
  }
}

function isBound(target: EventTarget): target is HTMLElement {
  return target instanceof HTMLElement && "retentCancel" in target.dataset;
}

function buttonFor(element: HTMLElement): RetentCancelButton {
  const button = buttons.get(element) ?? document.createElement("retent-cancel-button");
  buttons.set(element, button);
  button.control = element;
  for (const name of boundSettings) {
    const value = element.dataset[name];
    if (value) Object.assign(button, { [name]: value });
  }
  // Moving it would stop what is under way.
  if (element.nextSibling !== button) element.after(button);
  return button;
}
