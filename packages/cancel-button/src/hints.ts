// For developers: a file of its own, which is loaded in the sandbox only.
import type { ButtonHost } from "./button-host.ts";

const knownValues: Record<string, string> = {
  mode: "redirect popup direct",
  preset: "de fr eu-withdrawal",
  variant: "primary secondary danger text",
  size: "small medium large",
};

/** Settings by attribute, and attributes of HTML's own that are as short or as easily mistaken for one. */
const settings =
  "endpoint return-to mode preset subscription variant size disabled fallback-href identity timeout debug".split(
    " ",
  );
const others = "id class style title lang dir slot part role hidden tabindex nonce is translate".split(" ");

const given = new Set<string>();

/** Warns in the console of misspelled settings and of old names, once of each. */
export function giveHints(host: ButtonHost): void {
  for (const hint of listHints(host)) warn(hint);
}

/** Lists misspelled settings, old names, and a place in the page that no snippet survives. */
export function listHints(host: ButtonHost): string[] {
  const hints: string[] = [];
  for (const [name, values] of Object.entries(knownValues)) {
    const value = host[name as keyof ButtonHost] as string | null | undefined;
    if (value && !values.split(" ").includes(value)) hints.push(`${name}="${value}" is none of: ${values}`);
  }
  for (const name of host.getAttributeNames()) {
    if (settings.includes(name) || others.includes(name)) continue;
    const meant = settings.find((setting) => isNearly(name, setting));
    if (meant) hints.push(`there is no attribute ${name}: write ${meant}`);
  }
  if (host.messages?.wayOn) hints.push("messages.wayOn is now fallbackLink");
  const misplaced = describePlace(host);
  if (misplaced) hints.push(misplaced);
  return hints;
}

/** HTML has no form inside a form, and none inside a paragraph: browsers drop the snippet's, or put it elsewhere. */
function describePlace(host: ButtonHost): string | undefined {
  if (host.closest("form"))
    return "the button is inside another form, where browsers drop the form of the snippet: put it outside";
  const { nextElementSibling: next } = host.closest("p") ?? host;
  if (host.closest("p") && next?.matches("form[action$='/cancel-link']"))
    return "the button is inside a paragraph, which can hold no form, so there are two buttons: put it into a div";
  return undefined;
}

/** Whether a name differs by a few letters that are missing, too many, wrong or swapped, whatever its hyphens. */
function isNearly(name: string, setting: string): boolean {
  const [a, b] = [name, setting].map((text) => text.replace(/^data-|-/g, "")) as [string, string];
  const least = Math.min(a.length, b.length);
  let start = 0;
  while (start < least && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < least - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end <= 2;
}

function warn(hint: string): void {
  if (!given.has(hint)) console.warn(`retent: ${hint}`);
  given.add(hint);
}
