import { html } from "hono/html";

/** Why customers leave, by RetentBase's keys. */
export const reasons = {
  too_expensive: "It is too expensive",
  not_used: "I don't use it enough",
  other: "Something else",
} as const;

export type ReasonKey = keyof typeof reasons;

export const offer = { type: "discount", label: "Half price for three months" } as const;

type Content = ReturnType<typeof html>;

function page(title: string, content: Content) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
}

export function accountPage(endsOn: Date | undefined) {
  const state = endsOn
    ? html`<p>Ends on ${formatDate(endsOn)}.</p>`
    : html`<p>Active.</p><p><a href="/leave">Cancel subscription</a></p>`;
  return page("Your account", html`<p>Plan Team.</p>${state}`);
}

export function reasonPage(eventId: string) {
  return page(
    "Why are you leaving?",
    html`<form method="post" action="/leave">
<input type="hidden" name="event" value="${eventId}">
<fieldset><legend>Your reason</legend>
${Object.entries(reasons).map(
  ([key, label]) =>
    html`<p><label><input type="radio" name="reason" value="${key}" required> ${label}</label></p>`,
)}
</fieldset>
<p><label>In your own words (optional)<br><textarea name="words" maxlength="500"></textarea></label></p>
<p><button>Continue</button></p>
</form>`,
  );
}

/** The offer, and the way out beside it: both one click away. */
export function offerPage(fields: { event: string; reason: ReasonKey; words: string }) {
  return page(
    "Would half the price help?",
    html`<form method="post" action="/leave/decide">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p>${offer.label}, then the usual price.</p>
<p><button name="stays" value="yes">Stay for half the price</button> <button name="stays" value="no">Cancel my subscription</button></p>
</form>`,
  );
}

/** Says that the subscription ends only if billing has named the day. */
export function endPage(isStaying: boolean, endsOn: Date | undefined) {
  const title = endsOn
    ? `Your subscription ends on ${formatDate(endsOn)}`
    : "We have received your cancellation";
  return page(
    isStaying ? "Good that you stay" : title,
    html`<p>${isStaying ? `${offer.label}: done.` : null}</p>
<p><a href="/">Back to my account</a></p>`,
  );
}

function formatDate(date: Date): string {
  return new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(date);
}
