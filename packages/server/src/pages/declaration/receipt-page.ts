import { type Html, html } from "@retent/retentbase/internal";
import { toReference } from "../../cancellation/reference.ts";
import { type Declaration, isUnconfirmed } from "../../declarations/declaration.ts";
import { declarationReceiptScript } from "../../generated/embedded-scripts.ts";
import { type Fact, factList } from "../fact-list.ts";
import { layout, type Page, type PageConfig } from "../layout.ts";
import { markSign } from "../mark.ts";
import { momentFact } from "../receipt-facts.ts";
import { fill, formatDate, type Wording } from "../wording.ts";
import { type Declared, describeEnd, findConfirmedEnd, toReceiptTitle } from "./describe-end.ts";
import { formStyles } from "./form-styles.ts";
import type { DeclarationTexts } from "./languages/en.ts";
import { buttonLabels, getLawWords } from "./law-words.ts";
import { type ProofConfig, proofNote } from "./proof-note.ts";

interface ReceiptFile extends Declared {
  words: DeclarationTexts;
  /** The customer's, as an IANA name. */
  timeZone: string | undefined;
}

interface ReceiptPage extends Declared {
  words: DeclarationTexts;
  /** Where the receipt can be saved as a file. */
  fileHref: string;
}

/** That a declaration has been received, with all it says, to be saved or printed. */
export function declarationReceipt(
  config: ProofConfig,
  wording: Wording,
  { words, fileHref, ...declared }: ReceiptPage,
): Page {
  const { declaration } = declared;
  const { language, texts } = wording;
  const isToConfirm = declaration.isMailed && isUnconfirmed(declaration);
  const later = describeEnd(declared, words, wording);
  const title = toReceiptTitle(declared, texts);
  return layout(config, language, {
    title,
    support: texts.support,
    styles: formStyles,
    script: declarationReceiptScript,
    content: html`${markSign("done")}<p class="kind">${texts.receipt}</p>
<h1>${title}</h1>
${isRefunded(declaration) ? html`<p>${words.refund}</p>` : null}
${isToConfirm ? steps(declaration, words) : confirmation(declaration, words, wording)}
${later && html`<p>${later}</p>`}
${proofNote(config, declaration, getLawWords(declaration.preset, words, texts))}
${factList(declarationFacts(config, declaration, wording, { end: findConfirmedEnd(declared) }))}
${saveAndPrint(declaration, fileHref, texts)}`,
  });
}

/** How the customer keeps what was declared. */
export function saveAndPrint(declaration: Declaration, fileHref: string, texts: Wording["texts"]): Html {
  return html`<div class="actions">
<a id="save" class="button primary" href="${fileHref}" download="${toFileName(declaration)}">${texts.save}</a>
<button id="print" type="button" hidden>${texts.print}</button>
</div>`;
}

/** The receipt as one file that needs nothing else. */
export function declarationFile(
  config: ProofConfig,
  wording: Wording,
  { words, timeZone, ...declared }: ReceiptFile,
): { page: Page; name: string } {
  const { language, texts } = wording;
  const { declaration } = declared;
  const later = describeEnd(declared, words, wording);
  const end = findConfirmedEnd(declared);
  const title = toReceiptTitle(declared, texts);
  const page = layout(config, language, {
    title,
    support: texts.support,
    styles: formStyles,
    isFile: true,
    content: html`<p class="kind">${texts.receipt}</p>
<h1>${title}</h1>
${isRefunded(declaration) ? html`<p>${words.refund}</p>` : null}
${later && html`<p>${later}</p>`}
${proofNote(config, declaration, getLawWords(declaration.preset, words, texts))}
${factList(declarationFacts(config, declaration, wording, { timeZone, end }))}`,
  });
  return { page, name: toFileName(declaration) };
}

/** What was declared, to whom and when, and the end that billing has confirmed. */
export function declarationFacts(
  { brand }: Pick<PageConfig, "brand">,
  { id, preset, statement, receivedAtMs }: Declaration,
  { texts, language }: Pick<Wording, "texts" | "language">,
  { timeZone, end }: { timeZone?: string | undefined; end?: string | undefined } = {},
): Fact[] {
  const button = buttonLabels[preset];
  return [
    [texts.company, html`<bdi>${brand.legalName ?? brand.name}</bdi>`],
    [texts.endsOn, end && formatDate(end, language)],
    ...statement.lines.map(([label, value]): Fact => [label, html`<bdi>${value}</bdi>`]),
    ...(button === undefined ? [] : [[button, `„${statement.confirm}“`] as const]),
    [texts.receivedOn, momentFact(receivedAtMs, language, timeZone)],
    [texts.reference, html`<bdi>${toReference(id) ?? id}</bdi>`],
  ];
}

/** What is left to do, which changes nothing of what is certain. */
function steps(declaration: Declaration, words: DeclarationTexts): Html {
  return html`<ol class="steps"><li>${fill(words.mailOnItsWay, { email: declaration.email ?? "" })}</li><li><b>${words.openLink}</b> ${words.counts} ${words.linkShows}</li></ol>`;
}

/** Whether what was paid comes back, which the form has promised. */
function isRefunded({ preset, status }: Declaration): boolean {
  return preset === "eu-withdrawal" && status !== "rejected";
}

/** Where the confirmation goes. */
function confirmation(declaration: Declaration, words: DeclarationTexts, { texts }: Wording): Html | null {
  const { email, preset, isMailed } = declaration;
  if (email === null) return html`<p>${getLawWords(preset, words, texts).byPost}</p>`;
  if (!isMailed) return null;
  return html`<p>${fill(words.mailOnItsWay, { email })}</p>`;
}

function toFileName({ id, receivedAtMs }: Declaration): string {
  const date = new Date(receivedAtMs).toISOString().slice(0, 10);
  return `declaration-${date}${toReference(id) ? `-${toReference(id)}` : ""}.html`;
}
