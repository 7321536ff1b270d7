import type { Language } from "../languages.ts";
import { type DeclarationTexts, texts as english } from "./languages/en.ts";

/** One file a language; English is always there. */
const loaders: Partial<Record<Language, () => Promise<{ texts: DeclarationTexts }>>> = {
  de: () => import("./languages/de.ts"),
  fr: () => import("./languages/fr.ts"),
};

/** Loads the texts for customers who need not be signed in. A failed import must never keep one from leaving. */
export async function loadDeclarationTexts(
  language: Language,
  report: (error: unknown) => void,
): Promise<DeclarationTexts> {
  try {
    return (await loaders[language]?.())?.texts ?? english;
  } catch (error) {
    report(error);
    return english;
  }
}
