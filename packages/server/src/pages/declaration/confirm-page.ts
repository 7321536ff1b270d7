import { html } from "@retent/retentbase/internal";
import type { Declaration } from "../../declarations/declaration.ts";
import { newFormPath } from "../../declarations/declaration-links.ts";
import { declarationReceiptScript, keepScript } from "../../generated/embedded-scripts.ts";
import { factList } from "../fact-list.ts";
import { hiddenFields } from "../hidden-fields.ts";
import { layout, type Page, type PageConfig } from "../layout.ts";
import { markSign } from "../mark.ts";
import type { Wording } from "../wording.ts";
import { type Declared, describeEnd, findConfirmedEnd, isForgotten, toReceiptTitle } from "./describe-end.ts";
import { formStyles } from "./form-styles.ts";
import type { DeclarationTexts } from "./languages/en.ts";
import { getLawWords } from "./law-words.ts";
import { type ProofConfig, proofNote } from "./proof-note.ts";
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
  const { id, preset } = declaration;
  const { supportUrl } = config.brand;
  const { confirmTitle } = getLawWords(preset, words, texts);
  return layout(config, language, {
    title: confirmTitle,
    support: texts.support,
    styles: formStyles,
    script: keepScript,
    content: html`<h1>${confirmTitle}</h1>
<p>${words.confirmDoes}</p>
${factList(declarationFacts(config, declaration, wording))}
<p>${words.confirmHint}${supportUrl && ` ${words.notMeDoes}`}</p>
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
 * That it was received, and when the contract ends once billing has said so, with its receipt to keep. Until then it is
 * not said whether there is such a customer.
 */
export function confirmedPage(
  config: ProofConfig,
  wording: Wording,
  { words, fileHref, ...declared }: Declared & { words: DeclarationTexts; fileHref: string },
): Page {
  const { language, texts } = wording;
  const { declaration } = declared;
  const sentences = [
    declaration.confirmedBy === "mail" ? words.confirmed : undefined,
    isForgotten(declared) ? undefined : (describeEnd(declared, words, wording) ?? texts.pending),
  ].filter((sentence) => sentence !== undefined);
  const title = toReceiptTitle(declared, texts);
  return layout(config, language, {
    title,
    support: texts.support,
    styles: formStyles,
    script: declarationReceiptScript,
    content: html`${markSign("done")}<p class="kind">${texts.receipt}</p>
<h1>${title}</h1>
${sentences.length > 0 && html`<p>${sentences.join(" ")}</p>`}
${proofNote(config, declaration, getLawWords(declaration.preset, words, texts))}
${factList(declarationFacts(config, declaration, wording, { end: findConfirmedEnd(declared) }))}
${saveAndPrint(declaration, fileHref, texts)}`,
  });
}

/** That the operator has rejected it, in the same words whatever the reason, and what the customer can do. */
export function rejectedPage(config: PageConfig, wording: Wording, { declaration, words }: Shown): Page {
  const { language, texts } = wording;
  const { supportUrl } = config.brand;
  const { rejected } = getLawWords(declaration.preset, words, texts);
  return layout(config, language, {
    title: rejected,
    support: texts.support,
    isSupportAbove: true,
    styles: formStyles,
    script: keepScript,
    content: html`${markSign("problem")}<h1>${rejected}</h1>
<p>${words.rejectedText} ${words.sendAgainText}</p>
${factList(declarationFacts(config, declaration, wording))}
<div class="actions">
<a class="button primary" href="${newFormPath(config.basePath, declaration)}">${words.sendAgain}</a>
${supportUrl && html`<a class="button" href="${supportUrl}" rel="noreferrer">${texts.support}</a>`}
</div>`,
  });
}
