import { type Html, html } from "@retent/retentbase/internal";
import { environmentBadge, moment, outcomeBadge } from "./badges.ts";
import { newest, olderNote } from "./newest.ts";
import type { EmulatorState } from "./snapshot.ts";

/**
 * Every hosted session, newest first; the links stay hidden, because a link lets its reader answer in the
 * customer's name.
 */
export function sessionsSection(sessions: EmulatorState["sessions"]): Html {
  return html`
    <h2 id="sessions-heading">Sessions <span class="count">${sessions.length}</span></h2>
    ${sessions.length === 0 && html`<p class="empty"><code>POST /api/v1/cancel-link</code> opens a session.</p>`}
    <ul class="rows">${newest(sessions).map(sessionRow)}</ul>
    ${olderNote(sessions)}`;
}

function sessionRow(session: EmulatorState["sessions"][number]): Html {
  return html`
    <li>
      <strong>${session.userId}</strong>
      ${environmentBadge(session.environment)}
      ${session.outcome ? outcomeBadge(session.outcome) : html`<span class="badge ${session.status}">${session.status}</span>`}
      ${moment(session.createdAt)}
      <small><code>${session.sessionId}</code></small>
    </li>`;
}
