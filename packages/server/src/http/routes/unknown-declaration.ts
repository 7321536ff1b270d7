import { unknownLinkPage } from "../../pages/declaration/unknown-link-page.ts";
import type { Page } from "../../pages/layout.ts";
import { presetTexts } from "../../pages/preset-texts.ts";
import type { Wording } from "../../pages/wording.ts";
import { loadDeclarationWords } from "../declaration-words.ts";
import type { RouteContext } from "../route.ts";

/** What people see whose link leads to no declaration, or not any more. */
export async function showUnknownDeclaration(context: RouteContext): Promise<Page> {
  const wording = await findOfferedWording(context);
  const words = await loadDeclarationWords(context, wording.language);
  return unknownLinkPage(context.app.config, wording, words);
}

/**
 * In the words of the law that the link names. It may have been cut off before that, or name one that is not offered
 * any more: then of an offered one, since without any the new form would ask for an account.
 */
async function findOfferedWording({ app, wording }: RouteContext): Promise<Wording> {
  const asked = await wording();
  const offered = [...(app.config.declarations?.presets ?? [])];
  if (asked.preset && offered.includes(asked.preset)) return asked;
  return wording(offered.find((preset) => presetTexts[preset].language === asked.language) ?? offered[0]);
}
