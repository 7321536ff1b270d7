import type { DeclarationTexts } from "../pages/declaration/languages/en.ts";
import { loadDeclarationTexts } from "../pages/declaration/texts.ts";
import type { Language } from "../pages/languages.ts";
import type { RouteContext } from "./route.ts";

/** The texts for customers who need not be signed in; a failed import is reported. */
export function loadDeclarationWords(
  { app }: Pick<RouteContext, "app">,
  language: Language,
): Promise<DeclarationTexts> {
  return loadDeclarationTexts(language, (error) => app.services.onEvent({ type: "request_failed", error }));
}
