import { html } from "@retent/retentbase/internal";
import type { Statement } from "../../declarations/declaration.ts";
import type { FormValues } from "../../declarations/parse-form.ts";
import type { Preset } from "../../law-preset.ts";
import { factList } from "../fact-list.ts";
import { hiddenFields } from "../hidden-fields.ts";
import { layout, type Page, type PageConfig } from "../layout.ts";
import { companyFact } from "../receipt-facts.ts";
import type { Wording } from "../wording.ts";
import { formStyles } from "./form-styles.ts";
import type { DeclarationTexts } from "./languages/en.ts";
import { getLawWords } from "./law-words.ts";

interface SummaryPage {
  preset: Preset;
  declaration: DeclarationTexts;
  values: FormValues;
  /** The id of the contract that was chosen; empty for another one. */
  chosen: string | undefined;
  statement: Statement;
  hidden: Record<string, string | null | undefined>;
}

/** What the customer is about to declare, which can still be corrected, and the control that sends it. */
export function summaryPage(
  config: PageConfig,
  { language, texts }: Wording,
  { preset, declaration, values, chosen, statement, hidden }: SummaryPage,
): Page {
  const { summary } = getLawWords(preset, declaration, texts);
  return layout(config, language, {
    title: summary?.title ?? texts.title,
    support: texts.support,
    styles: formStyles,
    content: html`<h1>${summary?.title ?? texts.title}</h1>
${summary && html`<p>${summary.nothingYet}</p>`}
${factList([companyFact(config.brand, texts), ...statement.lines])}
<form method="post" action="${config.basePath}/declaration">
${hiddenFields({ ...hidden, preset, ...values })}
${chosen !== undefined && html`<input type="hidden" name="subscription" value="${chosen}">`}
<div class="actions">
<button class="danger" name="step" value="send">${texts.confirm}</button>
<button name="step" value="edit">${summary?.edit}</button>
</div>
</form>`,
  });
}
