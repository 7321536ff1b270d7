import { texts as english, type Texts } from "./languages/en.ts";

/** One file a language; English is always there. */
const loaders = {
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
  sv: () => import("./languages/sv.ts"),
  tr: () => import("./languages/tr.ts"),
  zh: () => import("./languages/zh.ts"),
} satisfies Record<string, () => Promise<{ texts: Texts }>>;

/** A language that our pages speak, by its BCP 47 tag. */
export type Language = keyof typeof loaders;

export const languages = Object.keys(loaders) as Language[];

const otherNames: Record<string, string> = { no: "nb", nn: "nb", iw: "he" };

/** The language that a BCP 47 tag begins with; undefined if it is not supported, or no tag at all. */
export function findLanguage(tag: unknown): Language | undefined {
  if (typeof tag !== "string") return undefined;
  const name = tag.split(/[-_]/, 1)[0]?.toLowerCase() ?? "";
  return languages.find((language) => language === (otherNames[name] ?? name));
}

/** Loads the texts of one language; a second time they are there already. */
export async function loadTexts(language: Language): Promise<Texts> {
  return (await loaders[language]()).texts;
}

export function getDirection(language: Language): "ltr" | "rtl" {
  return language === "ar" || language === "he" ? "rtl" : "ltr";
}
