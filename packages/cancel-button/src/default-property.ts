import type { ReactiveElement } from "lit";

type Properties = Record<PropertyKey, unknown>;

/**
 * Defines reactive properties that have their default until another value is set, and again once the value is
 * null or undefined; their words may be in capitals. Lit would treat defaults set in a constructor as changes,
 * which costs time for every button on a page, so for these its own accessors are off (`noAccessor`).
 */
export function defineWithDefaults(prototype: ReactiveElement, defaults: Properties): void {
  for (const name of Object.keys(defaults)) {
    const key = Symbol();
    Object.defineProperty(prototype, name, {
      get(this: Properties) {
        return this[key] ?? defaults[name];
      },
      set(this: ReactiveElement & Properties, value: unknown) {
        const old = this[name];
        // Of all texts with a default, only the endpoint is more than a word.
        this[key] = name === "endpoint" ? value : ((value as string | null)?.toLowerCase?.() ?? value);
        this.requestUpdate(name, old);
      },
      configurable: true,
    });
  }
}
