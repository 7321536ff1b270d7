import { type Html, html } from "@retent/retentbase/internal";
import type { Cancellation } from "../cancellation/cancellation.ts";
import { abbreviate } from "./abbreviate.ts";
import { hiddenFields } from "./hidden-fields.ts";
import type { Texts } from "./languages/en.ts";
import type { Language } from "./languages.ts";
import { layout, type Page, type PageConfig } from "./layout.ts";
import { fill, formatMoment, type Wording } from "./wording.ts";

interface PlainPage {
  eventId: string;
  /** What the customer knows the subscription by, if the host app or billing said. */
  subject: string | undefined;
  /** Which subscription it is, with our signature, for the form to bring back. */
  choice?: { subscription: string; list: string | undefined } | undefined;
  returnTo: string;
  /**
   * The cancellation that the page goes on with: the browser may be another customer's by now. Left out: the
   * page begins one.
   */
  cancellation?: Pick<Cancellation, "userId" | "createdAt">;
  /** Stands for the customer when the form is posted. */
  pass?: string | null;
  /** Why the customer sees this page instead of what was expected. */
  note?: string | undefined;
}

/** Cancelling without RetentBase and without JavaScript: what will be cancelled, and one button. */
export function plainPage(
  config: PageConfig,
  { language, preset, texts, facts }: Wording,
  { eventId, subject, choice, returnTo, cancellation, pass, note }: PlainPage,
): Page {
  return layout(config, language, {
    title: texts.title,
    content: html`<h1>${texts.title}</h1>
${note === undefined ? null : html`<p>${note}</p>`}
<p>${subject === undefined ? texts.about : withBdi(texts.aboutPlan, "{plan}", subject)}</p>
${facts.length === 0 ? null : html`<dl>${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`}
${cancellation ? html`<p class="note">${describeStart(cancellation, language, texts)}</p>` : null}
<p class="note">${texts.afterwards}</p>
<form method="post" action="${config.basePath}/cancel">
${hiddenFields({ event: eventId, pass, preset, ...choice })}
<div class="actions">
<button class="danger">${texts.confirm}</button>
<a href="${returnTo}" rel="noreferrer">${texts.keep}</a>
</div>
</form>`,
  });
}

/** Whose cancellation it is, and since when. */
function describeStart(
  { userId, createdAt }: Pick<Cancellation, "userId" | "createdAt">,
  language: Language,
  { startedFor }: Texts,
): Html {
  const text = fill(startedFor, { date: formatMoment(createdAt, language) });
  return withBdi(text, "{account}", abbreviate(userId));
}

/** What is put in may run in the other direction than the text around it. */
function withBdi(text: string, placeholder: string, value: string): Html {
  const [before = "", after = ""] = text.split(placeholder);
  return html`${before}<bdi>${value}</bdi>${after}`;
}
