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

/** The time of day on this machine. */
export function timeOfDay(iso: string): Html {
  return html`<time datetime="${iso}">${new Date(iso).toLocaleTimeString("en-GB")}</time>`;
}
