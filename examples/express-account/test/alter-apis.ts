import type { NewerApi } from "./newer-apis.ts";

export interface Alteration {
  /** The pages to alter; all others stay as they are. */
  origin: string;
  apis: NewerApi[];
  /** `remove` takes the APIs away; `watch` reports those that the page's scripts use. */
  action: "remove" | "watch";
}

/**
 * Runs in a page before its own scripts do, and can use nothing from outside its body. Reports on the console, as `newer-apis` and a
 * word: `found` with the number of APIs that this browser has, `used` and `kept` with the name of an API that a script has used or that
 * could not be removed.
 */
export function alterApis({ origin, apis, action }: Alteration): void {
  if (location.origin !== origin) return;
  const log = console.debug.bind(console);
  const report = (what: "found" | "used" | "kept", value: string | number) => log("newer-apis", what, value);
  const reported: Record<string, true> = {};
  const reportUse = (name: string) => {
    if (reported[name]) return;
    reported[name] = true;
    report("used", name);
  };

  const found = apis.flatMap(({ name, owner, key: text, isConstructor }) => {
    let holder: object | undefined = window;
    // Values alone, since many getters throw unless an instance calls them.
    for (const part of owner) holder = holder && Reflect.getOwnPropertyDescriptor(holder, part)?.value;
    if (!(holder instanceof Object)) return [];
    const key: PropertyKey = text.startsWith("@@") ? Reflect.get(Symbol, text.slice(2)) : text;
    const descriptor = Reflect.getOwnPropertyDescriptor(holder, key);
    return descriptor ? [{ name, holder, key, descriptor, isConstructor }] : [];
  });
  report("found", found.length);

  for (const { name, holder, key, descriptor, isConstructor } of found) {
    const { value } = descriptor;
    if (isConstructor) {
      descriptor.value = new Proxy(value, {
        construct(target, args, newTarget) {
          if (action === "remove") throw new TypeError("Illegal constructor");
          reportUse(name);
          return Reflect.construct(target, args, newTarget);
        },
      });
      Reflect.defineProperty(holder, key, descriptor);
    } else if (action === "remove") {
      if (!Reflect.deleteProperty(holder, key)) report("kept", name);
    } else {
      const { get, set } = descriptor;
      Reflect.defineProperty(holder, key, {
        configurable: true,
        enumerable: descriptor.enumerable ?? false,
        get() {
          reportUse(name);
          return get ? get.call(this) : value;
        },
        set(replacement) {
          reportUse(name);
          if (set) set.call(this, replacement);
          else Object.defineProperty(this, key, { ...descriptor, value: replacement });
        },
      });
    }
  }
}
