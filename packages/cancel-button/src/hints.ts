// For developers: a file of its own, which is loaded in the sandbox only.
import type { ButtonHost } from "./button-host.ts";

const knownValues: Record<string, string> = {
  mode: "redirect popup direct",
  preset: "de fr eu-withdrawal",
  variant: "primary secondary danger text",
  size: "small medium large",
};

const given = new Set<string>();

/** Warns in the console of misspelled settings and of old names, once of each. */
export function giveHints(host: ButtonHost): void {
  for (const [name, values] of Object.entries(knownValues)) {
    const value = host[name as keyof ButtonHost] as string | null | undefined;
    if (value && !values.split(" ").includes(value)) warn(`${name}="${value}" is none of: ${values}`);
  }
  if (host.messages?.wayOn) warn("messages.wayOn is now fallbackLink");
}

function warn(hint: string): void {
  if (!given.has(hint)) console.warn(`retent: ${hint}`);
  given.add(hint);
}
