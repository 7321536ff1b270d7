import type { Texts } from "./messages.ts";

/** One file a language, so that nobody loads those of others. English is in the button itself. */
const loaders: Record<string, () => Promise<{ texts: Texts }>> = {
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
};

const otherNames: Record<string, string> = { no: "nb", nn: "nb", iw: "he" };

/** The language that an element is in (the `lang` of the nearest element that has one, across shadow roots), as a BCP 47 tag. */
export function nearestLanguage(element: Element): string {
  const holder = element.closest<HTMLElement>("[lang]");
  if (holder) return holder.lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? nearestLanguage(root.host) : "";
}

/** The texts of the language that a BCP 47 tag begins with; undefined where there are none, or where they can't be loaded. */
export async function loadTexts(tag: string): Promise<Texts | undefined> {
  const language = tag.split(/[-_]/, 1)[0]?.toLowerCase() ?? "";
  try {
    return (await loaders[otherNames[language] ?? language]?.())?.texts;
  } catch {}
}
