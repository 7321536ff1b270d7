import data from "@mdn/browser-compat-data" with { type: "json" };
import type { BrowserName, CompatStatement, Identifier } from "@mdn/browser-compat-data/types";

/** The oldest browsers that are supported, as the READMEs of the button and the server name them. */
const oldestBrowsers: Partial<Record<BrowserName, number>> = {
  safari: 15.4,
  safari_ios: 15.4,
  chrome: 100,
  chrome_android: 100,
  edge: 100,
  firefox: 100,
  firefox_android: 100,
};

/** A property that not all of the oldest browsers have. */
export interface NewerApi {
  /** As the data names it, such as `URL.canParse_static`. */
  name: string;
  /** From the window to the object that has the property, such as `["URL"]` or `["Element", "prototype"]`. */
  owner: string[];
  /** A name, or `@@name` for a well-known symbol. */
  key: string;
  /** Whether the property is older than what calling it with `new` does. */
  isConstructor?: boolean;
}

/** Every API of the web and of JavaScript that one of the oldest browsers lacks, according to MDN's compatibility data. */
export function listNewerApis(): NewerApi[] {
  return [...listWebApis(), ...listBuiltIns(data.javascript.builtins ?? {}, [])];
}

/** The CSS properties (`rotate:`) and functions (`light-dark(`) that one of the oldest browsers lacks. */
export function listNewerCss(): string[] {
  const { properties = {}, types = {} } = data.css;
  const values = namesIn(types).flatMap((type) => [type, ...namesIn(type[1])]);
  return [
    ...namesIn(properties).flatMap(([name, { __compat }]) => (isNewer(__compat) ? [`${name}:`] : [])),
    ...values.flatMap(([name, { __compat }]) => (isNewer(__compat) ? [`${name}(`] : [])),
  ];
}

function* listWebApis(): Generator<NewerApi> {
  for (const [name, members] of namesIn(data.api)) {
    const isNewerItself = isNewer(members.__compat);
    if (isNewerItself) yield { name, owner: [], key: name };
    for (const [member, { __compat }] of namesIn(members)) {
      if (member.endsWith("_event") || !isNewer(__compat)) continue;
      const full = `${name}.${member}`;
      const key = member.replace(/_static$/, "");
      // The constructor is named like its interface.
      if (member === name) {
        if (!isNewerItself) yield { name: full, owner: [], key, isConstructor: true };
      } else if (name === "Window") yield { name: full, owner: [], key };
      else yield { name: full, owner: key === member ? [name, "prototype"] : [name], key };
    }
  }
}

function* listBuiltIns(parent: Identifier, path: string[]): Generator<NewerApi> {
  for (const [name, members] of namesIn(parent)) {
    if (isNewer(members.__compat)) {
      // Whether it belongs to the function or to what it makes is not in the data.
      for (const owner of path.length ? [path, [...path, "prototype"]] : [path])
        yield { name: [...owner, name].join("."), owner, key: name };
    }
    // Below a function there are only details of how it behaves, but for a namespace's functions.
    const isNamespace = path[0] === "Intl" || path[0] === "Temporal";
    if (path.length < (isNamespace ? 2 : 1)) yield* listBuiltIns(members, [...path, name]);
  }
}

function namesIn(parent: Identifier): [string, Identifier][] {
  const { __compat, ...children } = parent;
  return Object.entries<Identifier>(children);
}

function isNewer(compat: CompatStatement | undefined): boolean {
  return (
    compat !== undefined &&
    Object.entries(oldestBrowsers).some(([browser, oldest]) => {
      const support = compat.support[browser as BrowserName];
      const statements = Array.isArray(support) ? support : support ? [support] : [];
      return !statements.some(
        (statement) =>
          !statement.flags &&
          !statement.prefix &&
          !statement.alternative_name &&
          // One that today's browser has no better does not make the API a newer one: Safari's custom elements, for example.
          !(statement.partial_implementation && statement.version_removed) &&
          toNumber(statement.version_added) <= oldest &&
          toNumber(statement.version_removed) > oldest,
      );
    })
  );
}

/** A version, "≤79" as 79; infinitely far where there is none, or none yet. */
function toNumber(version: string | false | undefined | null): number {
  const number = Number.parseFloat(String(version).replace("≤", ""));
  return Number.isNaN(number) ? Number.POSITIVE_INFINITY : number;
}
