import { html } from "@retent/retentbase/internal";
import type { Declaration } from "../../declarations/declaration.ts";
import { newFormPath } from "../../declarations/declaration-links.ts";
import { declarationReceiptScript, keepScript } from "../../generated/embedded-scripts.ts";
import { factList } from "../fact-list.ts";
import { hiddenFields } from "../hidden-fields.ts";
import { layout, type Page, type PageConfig } from "../layout.ts";
import { markSign } from "../mark.ts";
import type { Wording } from "../wording.ts";
import { formStyles } from "./form-styles.ts";
import type { DeclarationTexts } from "./languages/en.ts";
import { getLawWords } from "./law-words.ts";
import { declarationFacts, saveAndPrint } from "./receipt-page.ts";

interface Shown {
  declaration: Declaration;
  words: DeclarationTexts;
}

/** Asks the reader of the mail whether the declaration is theirs. */
export function confirmationPage(
  config: PageConfig,
  wording: Wording,
  { declaration, words, key }: Shown & { key: string },
): Page {
  const { language, texts } = wording;
  const { id, preset, statement } = declaration;
  const { supportUrl } = config.brand;
  return layout(config, language, {
    title: words.confirmTitle,
    support: texts.support,
    styles: formStyles,
    script: keepScript,
    content: html`<p class="kind">${statement.title}</p>
<h1>${words.confirmTitle}</h1>
<p>${words.confirmDoes} ${words.confirmHint}</p>
${factList(declarationFacts(config, declaration, wording))}
<form method="post" action="${config.basePath}/declaration/confirm">
${hiddenFields({ id, key, preset, lang: language })}
<div class="actions">
<button class="primary">${words.confirmButton}</button>
${supportUrl && html`<a class="button" href="${supportUrl}" rel="noreferrer">${words.notMe}</a>`}
</div>
</form>`,
  });
}

/**
 * That it is confirmed, or decided already, with its receipt to keep. Whether there is such a customer is not said.
 */
export function confirmedPage(
  config: PageConfig,
  wording: Wording,
  { declaration, words, fileHref }: Shown & { fileHref: string },
): Page {
  const { language, texts } = wording;
  const title = declaration.confirmedBy === "mail" ? words.confirmed : texts.received;
  const { endLater = texts.pending } = getLawWords(declaration.preset, words, texts);
  return layout(config, language, {
    title,
    support: texts.support,
    styles: formStyles,
    script: declarationReceiptScript,
    content: html`${markSign("done")}<p class="kind">${declaration.statement.title}</p>
<h1>${title}</h1>
<p>${endLater}</p>
${factList(declarationFacts(config, declaration, wording))}
${saveAndPrint(declaration, fileHref, texts)}`,
  });
}

/** That the operator has rejected it, in the same words whatever the reason, and what the customer can do. */
export function rejectedPage(config: PageConfig, wording: Wording, { declaration, words }: Shown): Page {
  const { language, texts } = wording;
  const { supportUrl } = config.brand;
  return layout(config, language, {
    title: words.rejected,
    support: texts.support,
    isSupportAbove: true,
    styles: formStyles,
    script: keepScript,
    content: html`${markSign("problem")}<p class="kind">${declaration.statement.title}</p>
<h1>${words.rejected}</h1>
<p>${words.rejectedText} ${words.sendAgainText}</p>
${factList(declarationFacts(config, declaration, wording))}
<div class="actions">
<a class="button primary" href="${newFormPath(config.basePath, declaration)}">${words.sendAgain}</a>
${supportUrl && html`<a class="button" href="${supportUrl}" rel="noreferrer">${texts.support}</a>`}
</div>`,
  });
}
