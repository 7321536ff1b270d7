import { Html, html } from "@retent/retentbase/internal";
import type { ChosenSubscription } from "../cancellation/subscription-choice.ts";
import { hiddenFields } from "./hidden-fields.ts";
import { layout, type Page, type PageConfig } from "./layout.ts";
import type { Wording } from "./wording.ts";

interface ChoosePage {
  subscriptions: readonly ChosenSubscription[];
  /** The id of the one that was chosen before. */
  chosen: string | null;
  /** What the form brings back besides. */
  fields: Record<string, string | null | undefined>;
  returnTo: string;
  /** The origin of the hosted page, which the form may lead to. */
  hostedOrigin: string;
  /** Whether the form was posted and nothing was chosen. */
  isMissing: boolean;
}

const styles = `
fieldset { margin: 0; padding: 0; border: 0; }
legend { float: left; width: 100%; padding: 0; }
legend + .choice { clear: both; }
.choice { display: flex; align-items: center; gap: 0.75rem; min-height: 2.75rem; cursor: pointer; overflow-wrap: anywhere; }
.choice input { flex: none; width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--accent); }
.error a { display: inline-flex; align-items: center; min-height: 2.75rem; color: var(--danger); font-weight: 600; }
.error + fieldset { border-inline-start: 4px solid var(--danger); padding-inline-start: 1rem; }
`;

/** Which of several subscriptions is to end: one radio button each. */
export function choosePage(
  config: PageConfig,
  { language, texts }: Wording,
  { subscriptions, chosen, fields, returnTo, hostedOrigin, isMissing }: ChoosePage,
): Page {
  const radios = subscriptions.map(
    ({ id, label }, index) =>
      html`<label class="choice"><input type="radio" name="subscription" id="choice-${String(index + 1)}" value="${id}"${new Html(id === chosen ? " checked" : "")}><bdi>${label}</bdi></label>
`,
  );
  const invalid = new Html(isMissing ? ' aria-invalid="true" aria-describedby="missing"' : "");
  return layout(config, language, {
    title: texts.chooseTitle,
    styles,
    formTargets: [hostedOrigin],
    content: html`<form method="post" action="${config.basePath}/choose">
${hiddenFields(fields)}
${isMissing ? html`<p class="error" id="missing" role="alert"><a href="#choice-1">${texts.chooseMissing}</a></p>` : null}
<fieldset role="radiogroup" aria-required="true"${invalid}>
<legend><h1>${texts.chooseTitle}</h1></legend>
${radios}</fieldset>
<div class="actions">
<button>${texts.chooseNext}</button>
<a href="${returnTo}" rel="noreferrer">${texts.back}</a>
</div>
</form>`,
  });
}
