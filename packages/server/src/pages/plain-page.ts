import type { Settings } from "../settings.ts";
import { html } from "./html.ts";
import { layout, type Page } from "./layout.ts";

interface PlainPage {
  eventId: string;
  /** Label of the plan, where the host app told it. */
  plan: string | undefined;
  returnTo: string;
  /** Why the customer sees this page instead of what was expected. */
  note?: string | undefined;
}

/** Cancelling without RetentBase and without JavaScript: what will be cancelled, and one button. */
export function plainPage(settings: Settings, { eventId, plan, returnTo, note }: PlainPage): Page {
  const subject = plan === undefined ? "your subscription" : `your subscription “${plan}”`;
  return layout(settings, {
    title: "Cancel your subscription",
    content: html`<h1>Cancel your subscription</h1>
${note === undefined ? null : html`<p role="status">${note}</p>`}
<p>You are about to cancel ${subject}.</p>
<p class="note">When you confirm, we pass it on to billing at once and show you a receipt.</p>
<form method="post" action="${settings.basePath}/cancel">
<input type="hidden" name="event" value="${eventId}">
<div class="actions">
<button class="danger">Confirm cancellation</button>
<a href="${returnTo}" rel="noreferrer">Keep my subscription</a>
</div>
</form>`,
  });
}
