import { unknownLinkPage } from "../../pages/declaration/unknown-link-page.ts";
import type { Page } from "../../pages/layout.ts";
import { loadDeclarationWords } from "../declaration-words.ts";
import type { RouteContext } from "../route.ts";

/** What people see whose link leads to no declaration, or not any more. */
export async function showUnknownDeclaration(context: RouteContext): Promise<Page> {
  const wording = await context.wording();
  const words = await loadDeclarationWords(context, wording.language);
  return unknownLinkPage(context.app.config, wording, words);
}
