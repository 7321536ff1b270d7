import { RetentCancelButton } from "../../src/index.ts";

/** The button, with a list of the URLs that it would have gone to. */
export class TestButton extends RetentCancelButton {
  readonly visited: string[] = [];

  protected override navigate(href: string, target: Window): void {
    if (target === window) this.visited.push(href);
    else super.navigate(href, target);
  }
}

customElements.define("test-button", TestButton);

type Properties = Partial<Omit<TestButton, "style">>;

/** A button on the page, rendered. */
export async function mount(
  properties: Properties = {},
  ...children: (Node | string)[]
): Promise<TestButton> {
  const button = Object.assign(new TestButton(), properties);
  button.append(...children);
  document.body.append(button);
  await button.updateComplete;
  return button;
}

/** Empties the page between tests, and removes the mark of a departure. */
export function clearPage(): void {
  document.body.replaceChildren();
  // WebKit limits how often a page may do this.
  if (history.state !== null) history.replaceState(null, "");
}

export function part<Type extends HTMLElement = HTMLElement>(button: HTMLElement, name: string): Type {
  const found = button.shadowRoot?.querySelector<Type>(`[part="${name}"]`);
  if (!found) throw new Error(`There is no part ${name}.`);
  return found;
}

/** The button's own label, without slotted content. */
export function labelText(button: HTMLElement): string {
  return part(button, "label").textContent;
}

/** The visible status text; empty if nothing is shown. */
export function statusText(button: HTMLElement): string {
  const message = part(button, "status").querySelector("p");
  return (message?.checkVisibility() && message.firstChild?.textContent) || "";
}

/** Whether the button is at rest and shows nothing. */
export function isIdle(button: HTMLElement): boolean {
  return !button.matches(":state(busy), :state(error), :state(done)") && statusText(button) === "";
}

/** The URL of the visible fallback link, or null. */
export function fallbackLink(button: HTMLElement): string | null {
  const link = part(button, "status").querySelector("a");
  return link?.checkVisibility() ? link.href : null;
}

/** Resolves with the next event of a type. */
export function next<Type extends keyof HTMLElementEventMap>(
  target: EventTarget,
  type: Type,
): Promise<HTMLElementEventMap[Type]> {
  return new Promise((resolve) => {
    target.addEventListener(type, (event) => resolve(event as HTMLElementEventMap[Type]), { once: true });
  });
}

/** The button's events that reach the document until the page is cleared, in order. */
export function recordEvents(): Event[] {
  const events: Event[] = [];
  for (const name of ["start", "redirect", "result", "fallback", "error"]) {
    document.body.addEventListener(`retent-${name}`, (event) => events.push(event));
  }
  return events;
}
