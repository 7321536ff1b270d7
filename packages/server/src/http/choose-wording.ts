import type { App } from "../app.ts";
import { type Preset, parsePreset } from "../law-preset.ts";
import { findLanguage, type Language, loadTexts } from "../pages/languages.ts";
import { presetTexts } from "../pages/preset-texts.ts";
import type { Wording } from "../pages/wording.ts";
import { parseAcceptLanguage } from "./accept-language.ts";
import { readLanguageCookie } from "./cookies.ts";

/** The fields of a body that say how a page is to speak. */
export const wordingFields = ["lang", "preset"] as const;

export type WordingField = (typeof wordingFields)[number];

/** What the language and the words of a page are chosen by. */
interface Asked {
  request: Request;
  url: URL;
  /** Of the body, as far as it was read. */
  fields: { [Name in WordingField]?: string };
}

/**
 * The words for one request's page: in the language of the law where the preset has one, else in the one that
 * the button or the form asked for, else in the browser's, else in English.
 */
export async function chooseWording(
  app: App,
  asked: Asked,
  preset: Preset | undefined = findPreset(asked),
): Promise<Wording> {
  const law = preset && presetTexts[preset];
  const { language, texts } = await load(app, law?.language ?? findAskedLanguage(asked));
  const own = { ...texts, ...app.config.texts[language] };
  return { language, preset, texts: { ...own, ...law?.toTexts(own) }, facts: law?.facts ?? [] };
}

function findPreset({ url, fields }: Asked): Preset | undefined {
  return parsePreset(fields.preset) ?? parsePreset(url.searchParams.get("preset"));
}

function findAskedLanguage({ request, url, fields }: Asked): Language {
  const accepted = parseAcceptLanguage(request.headers.get("accept-language") ?? "");
  const tags = [fields.lang, url.searchParams.get("lang"), readLanguageCookie(request), ...accepted];
  return tags.map(findLanguage).find((language) => language !== undefined) ?? "en";
}

/** A failed import must never block a cancellation. */
async function load({ services: { onEvent } }: App, language: Language) {
  try {
    return { language, texts: await loadTexts(language) };
  } catch (error) {
    onEvent({ type: "request_failed", error });
    return { language: "en" as const, texts: await loadTexts("en") };
  }
}
