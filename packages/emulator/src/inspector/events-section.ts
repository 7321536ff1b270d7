import { type Html, html } from "@retent/retentbase/internal";
import type { EventRecord, EventUpdate } from "../workspace/records.ts";
import { environmentBadge, moment, outcomeBadge } from "./badges.ts";
import { newest, olderNote } from "./newest.ts";

/** Every cancellation with its final outcome and the PATCHes that led to it, newest first. */
export function eventsSection(events: readonly EventRecord[]): Html {
  return html`
    <h2 id="events-heading">Events <span class="count">${events.length}</span></h2>
    ${events.length === 0 && html`<p class="empty">A customer who finishes the hosted pages makes an event.</p>`}
    <ul class="cards">${newest(events).map(eventCard)}</ul>
    ${olderNote(events)}`;
}

function eventCard(event: EventRecord): Html {
  return html`
    <li class="event ${event.outcome ?? "pending"}">
      <div class="event-head">
        <h3>${event.userId}</h3>
        ${environmentBadge(event.environment)}
        <span class="push">${outcomeBadge(event.outcome)}</span>
      </div>
      <p class="id"><code>${event.eventId}</code></p>
      <dl class="facts">
        <div><dt>Reason</dt><dd>${event.reasonKey}${event.reasonText && html` <q>${event.reasonText}</q>`}</dd></div>
        ${event.offer && html`<div><dt>Offer</dt><dd>${event.offer.label}, ${event.offer.accepted ? "accepted" : "declined"}</dd></div>`}
        ${event.decision && html`<div><dt>Customer</dt><dd>${event.decision === "churned" ? "Wants to leave" : "Stays"}</dd></div>`}
        <div><dt>From</dt><dd>${event.source === "hosted" ? "hosted pages" : "POST /cancellations"}, ${moment(event.occurredAt)}</dd></div>
      </dl>
      ${
        event.updates.length === 0
          ? html`<p class="waiting">${event.outcome === null ? "Waiting for the PATCH with billing's outcome" : "Outcome came with the event"}</p>`
          : html`<ol class="updates">${event.updates.map(updateLine)}</ol>`
      }
    </li>`;
}

function updateLine({ at, outcome, effectiveAt, metadata }: EventUpdate): Html {
  return html`
    <li><strong>PATCH 200</strong> ${outcomeBadge(outcome)} <span class="push">${moment(at)}</span>
      ${effectiveAt && html`<small>effective ${effectiveAt}</small>`}
      ${metadata && html`<small><code>${JSON.stringify(metadata)}</code></small>`}
    </li>`;
}
