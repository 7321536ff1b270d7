import type { App } from "../app.ts";
import type { Preset } from "../law-preset.ts";
import { type Language, loadTexts } from "./languages.ts";
import { presetTexts } from "./preset-texts.ts";
import type { Wording } from "./wording.ts";

/** The words of a language, with the merchant's own, and those that a preset's law prescribes. */
export async function loadWording(app: App, asked: Language, preset: Preset | undefined): Promise<Wording> {
  const law = preset && presetTexts[preset];
  const { language, texts } = await load(app, law?.language ?? asked);
  const own = { ...texts, ...app.config.texts[language] };
  return { language, preset, texts: { ...own, ...law?.toTexts(own) }, facts: law?.facts ?? [] };
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
