import type { Settings } from "../settings.ts";
import { type Html, html } from "./html.ts";
import { layout, type Page } from "./layout.ts";
import type { Wording } from "./wording.ts";

interface PlainPage {
  eventId: string;
  /** Label of the plan, where the host app told it. */
  plan: string | undefined;
  returnTo: string;
  /** Why the customer sees this page instead of what was expected. */
  note?: string | undefined;
}

/** Cancelling without RetentBase and without JavaScript: what will be cancelled, and one button. */
export function plainPage(
  settings: Settings,
  { language, preset, texts, facts }: Wording,
  { eventId, plan, returnTo, note }: PlainPage,
): Page {
  return layout(settings, language, {
    title: texts.title,
    content: html`<h1>${texts.title}</h1>
${note === undefined ? null : html`<p>${note}</p>`}
<p>${plan === undefined ? texts.about : withPlan(texts.aboutPlan, plan)}</p>
${facts.length === 0 ? null : html`<dl>${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`}
<p class="note">${texts.afterwards}</p>
<form method="post" action="${settings.basePath}/cancel">
<input type="hidden" name="event" value="${eventId}">
${preset ? html`<input type="hidden" name="preset" value="${preset}">` : null}
<div class="actions">
<button class="danger">${texts.confirm}</button>
<a href="${returnTo}" rel="noreferrer">${texts.keep}</a>
</div>
</form>`,
  });
}

/** The plan's name may run in the other direction than the text around it. */
function withPlan(text: string, plan: string): Html {
  const [before = "", after = ""] = text.split("{plan}");
  return html`${before}<bdi>${plan}</bdi>${after}`;
}
