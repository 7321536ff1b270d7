import { messageNames, type NamedTexts } from "./messages.ts";

/** The texts of a language, in the order of the English ones. Their names would be a fifth of the bytes. */
export type Texts = readonly string[];

/** Removes the names. The build calls this, so that a published language file has only the texts. */
export function toTexts(named: NamedTexts): Texts {
  return messageNames.map((name) => named[name]);
}
