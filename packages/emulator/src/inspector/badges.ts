import type { Outcome } from "@retent/retentbase";
import { type Html, html } from "@retent/retentbase/internal";

/** The outcome of an event, `pending` while billing has not decided. */
export function outcomeBadge(outcome: Outcome | null): Html {
  const name = outcome ?? "pending";
  return html`<span class="badge ${name}">${name}</span>`;
}

export function environmentBadge(environment: string): Html {
  return html`<span class="badge outline">${environment}</span>`;
}

const moments = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** Date and time on this machine. */
export function moment(iso: string): Html {
  return html`<time datetime="${iso}">${moments.format(new Date(iso))}</time>`;
}
