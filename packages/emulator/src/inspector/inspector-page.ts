import { Html, html } from "@retent/retentbase/internal";
import { documentPage } from "../pages/document-page.ts";
import { eventsSection } from "./events-section.ts";
import { activeFaults, faultControls } from "./faults-section.ts";
import { liveScript } from "./live-script.ts";
import { latestNews, requestsSection } from "./requests-section.ts";
import { sessionsSection } from "./sessions-section.ts";
import type { EmulatorState } from "./snapshot.ts";

/** What does not change while the emulator runs. */
export interface Workplace {
  url: string;
  plan: "advanced" | "core";
  readOnly: boolean;
}

/** The inspector as one page that needs no script; the script only keeps it up to date. */
export function inspectorPage({ url, plan, readOnly }: Workplace, state: EmulatorState): Html {
  return documentPage({
    title: "RetentBase emulator",
    className: "inspector",
    body: html`
  <header class="bar">
    <div>
      <h1>RetentBase emulator</h1>
      <p class="quiet"><code>${url}</code> · ${plan === "core" ? "Core" : "Advanced"} plan${readOnly && ", read-only"}</p>
    </div>
    <span class="light" id="live" role="status" data-state="off">Reload the page to see what is new</span>
    <form method="post" action="/_emulator/reset"><button class="secondary" type="submit">Reset</button></form>
  </header>
  <main>
    <section class="panel faults" aria-labelledby="faults-heading">
      <h2 id="faults-heading">Faults</h2>
      <div id="faults" data-live>${activeFaults(state.faults)}</div>
      ${faultControls()}
    </section>
    <div class="columns">
      <div class="column">
        <section class="panel" aria-labelledby="events-heading" id="events" data-live>${eventsSection(state.events)}</section>
        <section class="panel" aria-labelledby="sessions-heading" id="sessions" data-live>${sessionsSection(state.sessions)}</section>
      </div>
      <section class="panel" aria-labelledby="requests-heading" id="requests" data-live>${requestsSection(state.requests)}</section>
    </div>
    <p class="unseen" id="news" data-live role="status">${latestNews(state.requests)}</p>
  </main>
  <script>${new Html(liveScript)}</script>`,
  });
}
