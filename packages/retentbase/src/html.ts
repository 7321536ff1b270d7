/** Markup that is safe to put into a page as it is: everything that `html` put into it was escaped. */
export class Html {
  readonly markup: string;

  /** @param markup is taken unescaped: for our own constants, such as a script */
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

/**
 * Builds markup; every value is escaped unless it is markup itself. Lists are joined; null, undefined and
 * false are left out.
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(String.raw({ raw: strings }, ...parts.map(toMarkup)));
}

function toMarkup(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  // Not by its shape: an object that only looks like markup may come from a request's JSON.
  if (part instanceof Html) return part.markup;
  return Array.isArray(part) ? part.map(toMarkup).join("") : escapeText(String(part));
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
