import type { App } from "../app.ts";
import { type Preset, parsePreset } from "../law-preset.ts";
import { findLanguage, type Language } from "../pages/languages.ts";
import { loadWording } from "../pages/load-wording.ts";
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
  return loadWording(app, findAskedLanguage(asked), preset);
}

function findPreset({ url, fields }: Asked): Preset | undefined {
  return parsePreset(fields.preset) ?? parsePreset(url.searchParams.get("preset"));
}

function findAskedLanguage({ request, url, fields }: Asked): Language {
  const accepted = parseAcceptLanguage(request.headers.get("accept-language") ?? "");
  const tags = [fields.lang, url.searchParams.get("lang"), readLanguageCookie(request), ...accepted];
  return tags.map(findLanguage).find((language) => language !== undefined) ?? "en";
}
