import type { PropertyDeclaration, ReactiveElement } from "lit";

type Properties = Record<PropertyKey, unknown>;

/**
 * A reactive property that has its default until something else is set, and again once that is null or undefined. Defaults that a
 * constructor sets are changes to Lit, which every button on a page would pay for.
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
      this[key] = value;
      this.requestUpdate(name, old, options);
    },
    enumerable: true,
    configurable: true,
  };
}
