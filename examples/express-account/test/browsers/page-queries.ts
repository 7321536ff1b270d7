// Run inside the page: they may use nothing from outside themselves.

/** What can be pressed under this name, in shadow trees too; null where there is none, or none to be seen. */
export function findPressable(name: string): Element | null {
  const search = (root: Document | ShadowRoot): Element | null => {
    for (const element of root.querySelectorAll<HTMLElement>("*")) {
      if (element.matches("button, a[href], label, summary") && element.checkVisibility()) {
        // A slotted label is no descendant of the button that shows it.
        const slotted = [...element.querySelectorAll("slot")].flatMap((slot) => slot.assignedNodes());
        const text = [element, ...slotted].map((node) => node.textContent).join(" ");
        if (text.replace(/\s+/g, " ").trim().startsWith(name)) return element;
      }
      const inner = element.shadowRoot && search(element.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  return search(document);
}

/** Whether the page says this where it can be seen, in shadow trees too. */
export function hasText(text: string): boolean {
  const says = (root: Document | ShadowRoot): boolean => {
    for (const element of root.querySelectorAll<HTMLElement>("*")) {
      if (element.checkVisibility() && !element.matches("script, style, noscript")) {
        const own = [...element.childNodes].filter((node) => node.nodeType === 3);
        const words = own.map((node) => node.textContent).join("");
        if (words.replace(/\s+/g, " ").includes(text)) return true;
      }
      if (element.shadowRoot && says(element.shadowRoot)) return true;
    }
    return false;
  };
  return says(document);
}
