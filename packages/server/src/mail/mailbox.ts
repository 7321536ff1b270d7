import * as z from "zod";

/** One address (RFC 5321, section 4.5.3.1 has its limits), of ASCII alone: no list, no name, no line break. */
export const emailSchema = z
  .email({ error: "must be one e-mail address, such as mara@lumen.example" })
  .max(254);

/** Who a mail is from. */
export interface Mailbox {
  /** Empty for an address alone. */
  name: string;
  address: string;
}

const maxNameLength = 120;

/** Reads `billing@lumen.example` or `Lumen Notes <billing@lumen.example>`; undefined for anything else. */
export function parseMailbox(text: unknown): Mailbox | undefined {
  if (typeof text !== "string" || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return undefined;
  const [, quoted = "", inBrackets] = /^([^<>]*)<([^<>]*)>$/.exec(text.trim()) ?? [];
  const name = quoted.trim().replace(/^"(.*)"$/, "$1");
  const { data: address } = emailSchema.safeParse(inBrackets ?? text.trim());
  return address === undefined || name.length > maxNameLength ? undefined : { name, address };
}
