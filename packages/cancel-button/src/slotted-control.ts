/** The form or link inside the element that works without JavaScript, if there is one. */
export function findSlottedControl(element: Element): Element | null {
  return element.querySelector("form,a[href]");
}

/** Whether a browser would now leave this page by the slotted control, unless somebody steps in. */
export function isLeavingBy(control: Element | null, event: Event): boolean {
  if (!control?.contains(event.target as Node) || event.defaultPrevented) return false;
  if (event.type === "submit") return true;
  // A click with another button or with a modifier opens the link elsewhere.
  const { button, ctrlKey, metaKey, shiftKey, altKey } = event as MouseEvent;
  return control.matches("a") && !(button || ctrlKey || metaKey || shiftKey || altKey);
}
