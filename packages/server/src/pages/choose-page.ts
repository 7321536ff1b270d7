import { Html, html } from "@retent/retentbase/internal";
import type { ChosenSubscription } from "../cancellation/subscription-choice.ts";
import { choiceStyles } from "./choice-styles.ts";
import { hiddenFields } from "./hidden-fields.ts";
import { layout, type Page, type PageConfig } from "./layout.ts";
import { noticeStyles } from "./styles.ts";
import { termLines } from "./term-lines.ts";
import type { Wording } from "./wording.ts";

interface ChoosePage {
  subscriptions: readonly ChosenSubscription[];
  /** The id of the one that was chosen before. */
  chosen: string | null;
  /** What the customer knows the account by. */
  account: string;
  /** What the form brings back besides. */
  fields: Record<string, string | null | undefined>;
  returnTo: string;
  /** The origin of the hosted page, which the form may lead to. */
  hostedOrigin: string;
  /** Whether the form was posted and nothing was chosen. */
  isMissing: boolean;
}

const styles = `${noticeStyles}${choiceStyles}fieldset{min-width:0;margin:0;padding:0;border:0}
legend{float:left;width:100%;margin-bottom:.25rem;padding:0}
legend+*{clear:both}
.account{display:block;color:var(--muted);font-size:.9375rem}
.choice>span{font-weight:600}
.error{padding-block:.25rem;background:var(--danger-soft)}
.error a{display:inline-flex;align-items:center;min-height:2.75rem;padding-block:.375rem;color:var(--danger);font-weight:600}
.error~.choice{border-color:var(--danger)}
`;

/** Which of several subscriptions is to end: one radio button each. */
export function choosePage(
  config: PageConfig,
  wording: Wording,
  { subscriptions, chosen, account, fields, returnTo, hostedOrigin, isMissing }: ChoosePage,
): Page {
  const { language, preset, texts } = wording;
  const radios = subscriptions.map(
    (subscription, index) =>
      html`<label class="choice"><input type="radio" name="subscription" id="choice-${String(index + 1)}" value="${subscription.id}"${new Html(subscription.id === chosen ? " checked" : "")}><span><bdi>${subscription.label}</bdi>${termLines(subscription, wording)}</span></label>
`,
  );
  const invalid = new Html(isMissing ? ' aria-invalid="true" aria-describedby="missing"' : "");
  return layout(config, language, {
    title: texts.chooseTitle,
    support: texts.support,
    styles,
    formTargets: [hostedOrigin],
    content: html`<form method="post" action="${config.basePath}/choose">
${hiddenFields(fields)}
<fieldset role="radiogroup" aria-required="true"${invalid}>
<legend><h1>${texts.chooseTitle}</h1></legend>
<p>${preset === "eu-withdrawal" ? null : texts.nothingYet} <span class="account">${texts.account}: <bdi>${account}</bdi></span></p>
${isMissing ? html`<p class="notice error" id="missing" role="alert"><a href="#choice-1">${texts.chooseMissing}</a></p>` : null}
${radios}</fieldset>
<div class="actions">
<button class="primary">${texts.chooseNext}</button>
<a class="button" href="${returnTo}" rel="noreferrer">${texts.back}</a>
</div>
</form>`,
  });
}
