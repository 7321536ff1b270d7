import { toPath } from "../../cancellation/page-paths.ts";
import type { Page, PageConfig } from "../layout.ts";
import { noticePage } from "../notice-page.ts";
import type { Wording } from "../wording.ts";
import type { DeclarationTexts } from "./languages/en.ts";

/** That a link leads to no declaration, and how the customer goes on without an account. */
export function unknownLinkPage(
  config: PageConfig,
  wording: Wording,
  { unknownLink, unknownLinkText }: Pick<DeclarationTexts, "unknownLink" | "unknownLinkText">,
): Page {
  const { language, preset, texts } = wording;
  return noticePage(config, wording, {
    title: unknownLink,
    text: unknownLinkText,
    mark: "problem",
    continueUrl: toPath(`${config.basePath}/cancel`, { preset, lang: language }),
    action: texts.title,
    needsSupport: true,
  });
}
