import type { Language } from "../languages.ts";
import { type DeclarationTexts, texts as english } from "./languages/en.ts";

/** One file a language; English is always there. */
const loaders: Record<Language, () => Promise<{ texts: DeclarationTexts }>> = {
  en: async () => ({ texts: english }),
  ar: () => import("./languages/ar.ts"),
  cs: () => import("./languages/cs.ts"),
  da: () => import("./languages/da.ts"),
  de: () => import("./languages/de.ts"),
  el: () => import("./languages/el.ts"),
  es: () => import("./languages/es.ts"),
  fi: () => import("./languages/fi.ts"),
  fr: () => import("./languages/fr.ts"),
  he: () => import("./languages/he.ts"),
  it: () => import("./languages/it.ts"),
  ja: () => import("./languages/ja.ts"),
  ko: () => import("./languages/ko.ts"),
  nb: () => import("./languages/nb.ts"),
  nl: () => import("./languages/nl.ts"),
  pl: () => import("./languages/pl.ts"),
  pt: () => import("./languages/pt.ts"),
  "pt-PT": () => import("./languages/pt-pt.ts"),
  sv: () => import("./languages/sv.ts"),
  tr: () => import("./languages/tr.ts"),
  zh: () => import("./languages/zh.ts"),
  bg: () => import("./languages/bg.ts"),
  et: () => import("./languages/et.ts"),
  ga: () => import("./languages/ga.ts"),
  hr: () => import("./languages/hr.ts"),
  hu: () => import("./languages/hu.ts"),
  lt: () => import("./languages/lt.ts"),
  lv: () => import("./languages/lv.ts"),
  mt: () => import("./languages/mt.ts"),
  ro: () => import("./languages/ro.ts"),
  sk: () => import("./languages/sk.ts"),
  sl: () => import("./languages/sl.ts"),
  "zh-Hant": () => import("./languages/zh-hant.ts"),
};

/** Loads the texts for customers who need not be signed in. A failed import must never keep one from leaving. */
export async function loadDeclarationTexts(
  language: Language,
  report: (error: unknown) => void,
): Promise<DeclarationTexts> {
  try {
    return (await loaders[language]()).texts;
  } catch (error) {
    report(error);
    return english;
  }
}
