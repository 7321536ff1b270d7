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

/** Lists misspelled settings and old names. */
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
  return hints;
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
