import { texts as english, type Texts } from "./languages/en.ts";

/** One file a language; English is always there. Related ones stand side by side: in one file they compress better. */
const loaders = {
  en: async () => ({ texts: english }),
  nl: () => import("./languages/nl.ts"),
  de: () => import("./languages/de.ts"),
  da: () => import("./languages/da.ts"),
  nb: () => import("./languages/nb.ts"),
  sv: () => import("./languages/sv.ts"),
  ga: () => import("./languages/ga.ts"),
  fr: () => import("./languages/fr.ts"),
  it: () => import("./languages/it.ts"),
  es: () => import("./languages/es.ts"),
  /** Of Brazil, as for browsers and `Intl`. */
  pt: () => import("./languages/pt.ts"),
  "pt-PT": () => import("./languages/pt-pt.ts"),
  ro: () => import("./languages/ro.ts"),
  mt: () => import("./languages/mt.ts"),
  hu: () => import("./languages/hu.ts"),
  fi: () => import("./languages/fi.ts"),
  et: () => import("./languages/et.ts"),
  lv: () => import("./languages/lv.ts"),
  lt: () => import("./languages/lt.ts"),
  pl: () => import("./languages/pl.ts"),
  cs: () => import("./languages/cs.ts"),
  sk: () => import("./languages/sk.ts"),
  sl: () => import("./languages/sl.ts"),
  hr: () => import("./languages/hr.ts"),
  bg: () => import("./languages/bg.ts"),
  el: () => import("./languages/el.ts"),
  tr: () => import("./languages/tr.ts"),
  ar: () => import("./languages/ar.ts"),
  he: () => import("./languages/he.ts"),
  ja: () => import("./languages/ja.ts"),
  /** In simplified characters. */
  zh: () => import("./languages/zh.ts"),
  "zh-Hant": () => import("./languages/zh-hant.ts"),
  ko: () => import("./languages/ko.ts"),
} satisfies Record<string, () => Promise<{ texts: Texts }>>;

/** A language that our pages speak, by its BCP 47 tag. */
export type Language = keyof typeof loaders;

export const languages = Object.keys(loaders) as Language[];

const otherNames: Record<string, string> = { no: "nb", nn: "nb", iw: "he" };

/** Taiwan, Hong Kong and Macao write traditional characters, unless the tag names another script. */
const traditionalChinese = /^zh[-_](hant|tw|hk|mo)/i;

/** Every region but Brazil writes as Portugal does (https://cldr.unicode.org/, parent locales). */
const europeanPortuguese = /^pt[-_](?!br)/i;

/** The language that a BCP 47 tag begins with; undefined if it is not supported, or no tag at all. */
export function findLanguage(tag: unknown): Language | undefined {
  if (typeof tag !== "string") return undefined;
  if (traditionalChinese.test(tag)) return "zh-Hant";
  if (europeanPortuguese.test(tag)) return "pt-PT";
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
