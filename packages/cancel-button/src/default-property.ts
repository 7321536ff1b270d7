import type { PropertyDeclaration, ReactiveElement } from "lit";

type Properties = Record<PropertyKey, unknown>;

/**
 * Describes a reactive property that has its default until another value is set, and again once the value is
 * null or undefined. Lit would treat defaults set in a constructor as changes, which costs time for every
 * button on a page.
 */
export function describeWithDefault(
  defaults: Properties,
  name: PropertyKey,
  key: string | symbol,
  options: PropertyDeclaration,
): PropertyDescriptor {
  return {
    get(this: Properties) {
      return this[key] ?? defaults[name];
    },
    set(this: ReactiveElement & Properties, value: unknown) {
      const old = this[name];
      // Of all texts with a default, only the endpoint is more than a word.
      this[key] = name === "endpoint" ? value : ((value as string | null)?.toLowerCase?.() ?? value);
      this.requestUpdate(name, old, options);
    },
    enumerable: true,
    configurable: true,
  };
}
