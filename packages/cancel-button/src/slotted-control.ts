/** The form or link inside the element that works without JavaScript, if there is one. */
export function findSlottedControl(element: Element): Element | null {
  return element.querySelector("form,a[href]");
}

/** Whether a control is now used in the way that leaves this page: a form is submitted, anything else is clicked. */
export function isLeavingBy(control: Element | null, event: Event): boolean {
  if (!control || !event.composedPath().includes(control) || event.defaultPrevented) return false;
  if (control.matches("form")) return event.type === "submit";
  // A click with another button or with a modifier opens a link elsewhere.
  const { type, button, ctrlKey, metaKey, shiftKey, altKey } = event as MouseEvent;
  return type === "click" && !(button || ctrlKey || metaKey || shiftKey || altKey);
}
