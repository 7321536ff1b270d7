import { englishTexts } from "./messages.ts";
import type { Texts } from "./texts.ts";

/** One file for each language, so that a page loads only its own. English is in the button itself. */
const loaders: Record<string, () => Promise<{ texts: Texts }>> = {
  ar: () => import("./languages/ar.ts"),
  bg: () => import("./languages/bg.ts"),
  cs: () => import("./languages/cs.ts"),
  da: () => import("./languages/da.ts"),
  de: () => import("./languages/de.ts"),
  el: () => import("./languages/el.ts"),
  es: () => import("./languages/es.ts"),
  et: () => import("./languages/et.ts"),
  fi: () => import("./languages/fi.ts"),
  fr: () => import("./languages/fr.ts"),
  ga: () => import("./languages/ga.ts"),
  he: () => import("./languages/he.ts"),
  hr: () => import("./languages/hr.ts"),
  hu: () => import("./languages/hu.ts"),
  it: () => import("./languages/it.ts"),
  ja: () => import("./languages/ja.ts"),
  ko: () => import("./languages/ko.ts"),
  lt: () => import("./languages/lt.ts"),
  lv: () => import("./languages/lv.ts"),
  mt: () => import("./languages/mt.ts"),
  nb: () => import("./languages/nb.ts"),
  nl: () => import("./languages/nl.ts"),
  pl: () => import("./languages/pl.ts"),
  pt: () => import("./languages/pt.ts"),
  "pt-pt": () => import("./languages/pt-pt.ts"),
  ro: () => import("./languages/ro.ts"),
  sk: () => import("./languages/sk.ts"),
  sl: () => import("./languages/sl.ts"),
  sv: () => import("./languages/sv.ts"),
  tr: () => import("./languages/tr.ts"),
  zh: () => import("./languages/zh.ts"),
  "zh-hant": () => import("./languages/zh-hant.ts"),
};

const otherNames: Record<string, string> = { no: "nb", nn: "nb", iw: "he" };

/** The language of an element as a BCP 47 tag: the nearest `lang`, across shadow roots. */
export function nearestLanguage(element: Element): string {
  const holder = element.closest<HTMLElement>("[lang]");
  if (holder) return holder.lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? nearestLanguage(root.host) : "";
}

/** The file's name for a BCP 47 tag. `pt` is of Brazil and `zh` in simplified characters, as for browsers. */
function toFileName(tag: string): string {
  const name = tag.toLowerCase();
  if (/^zh[-_](hant|tw|hk|mo)/.test(name)) return "zh-hant";
  if (/^pt[-_](?!br)/.test(name)) return "pt-pt";
  const language = name.split(/[-_]/, 1)[0] ?? "";
  return otherNames[language] ?? language;
}

/** The texts for a BCP 47 tag. English if there are none for its language, or they can't be loaded. */
export async function loadTexts(tag: string): Promise<Texts> {
  try {
    const loaded = await loaders[toFileName(tag)]?.();
    if (loaded) return loaded.texts;
  } catch {
    // A failed import must never block a cancellation.
  }
  return englishTexts;
}
