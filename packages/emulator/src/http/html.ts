/** Markup that is safe to send: everything that was put into it has been escaped. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

const known = new WeakSet<object>();

/**
 * Builds markup; every value is escaped unless it is markup from this tag itself. Lists are joined, null and
 * false are left out.
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  let markup = strings[0] ?? "";
  parts.forEach((part, index) => {
    markup += render(part) + (strings[index + 1] ?? "");
  });
  return trusted(markup);
}

/** Takes a text as markup unescaped: for constants of this package only, such as a script. */
export function trusted(markup: string): Html {
  const result = Object.freeze({ markup });
  known.add(result);
  return result;
}

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (isList(part)) return part.map(render).join("");
  // An object of the same shape may come from a request's JSON; only our own is believed.
  if (typeof part === "object" && known.has(part)) return part.markup;
  return escapeText(typeof part === "object" ? JSON.stringify(part) : String(part));
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
