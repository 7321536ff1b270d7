import { type Html, html } from "@retent/retentbase/internal";
import type { Config } from "../../app.ts";
import type { ExaminedToken } from "../../checks/examine-token.ts";
import type { Finding } from "../../checks/finding.ts";
import { setupScript } from "../../generated/embedded-setup-script.ts";
import type { Refusal } from "../../health/refusal-monitor.ts";
import type { SnippetPart } from "../../snippet/build-snippet.ts";
import type { SnippetSettings } from "../../snippet/snippet-settings.ts";
import type { Page } from "../layout.ts";
import { findingList, steps, verdict } from "./finding-list.ts";
import {
  badge,
  moment,
  type OperatorConfig,
  operatorLayout,
  operatorPath,
  setupPath,
} from "./operator-layout.ts";
import { refusalPart } from "./setup-refusals.ts";
import { snippetPart, toFields } from "./setup-snippet.ts";
import { setupStyles } from "./setup-styles.ts";
import { tokenPart } from "./setup-token.ts";

export interface SetupView {
  /** What the checks have found, if they were run, and when, in milliseconds since the epoch. */
  checks?: { findings: readonly Finding[]; at: number };
  /** The token that was pasted, if one was. */
  token?: ExaminedToken;
  /** How far a test cancellation has come, if one was started. */
  test?: { eventId: string; steps: readonly Finding[] };
  /** Why customers could not start lately, the newest first. */
  refusals: readonly Refusal[];
  settings: SnippetSettings;
  /** What to paste. */
  parts: readonly SnippetPart[];
}

type SetupConfig = OperatorConfig & Pick<Config, "cancelUrl">;

interface Part {
  id: string;
  title: string;
  content: Html;
  /** Whether it is open, as when it holds the answer to what was just asked, or a fault. */
  isOpen?: boolean;
  /** What the closed part says of itself. */
  mark?: Html | null;
}

/** What an operator needs before customers come: the checks, what to paste, a test, and a look into a token. */
export function setupPage(config: SetupConfig, view: SetupView): Page {
  const { checks, test, token, refusals, settings } = view;
  // What was chosen for the snippet stays chosen.
  const action = `${setupPath(config)}?${new URLSearchParams(toFields(settings))}`;
  const hasAnswer = checks !== undefined || token !== undefined;
  const refused = refusals.reduce((sum, { count }) => sum + count, 0);
  const refusedPart: Part = {
    ...{ id: "refusals", title: "Refused sign-ins", content: refusalPart(config, refusals) },
    ...{ isOpen: refused > 0, mark: badge(`${refused}`, refused > 0 ? "danger" : "quiet") },
  };
  // What keeps customers out comes first.
  const parts: Part[] = [
    ...(refused > 0 ? [refusedPart] : []),
    {
      ...{ id: "checks", title: "Checks", content: checksPart(action, checks) },
      isOpen: checks !== undefined || !hasAnswer,
    },
    {
      ...{ id: "snippet", title: "What to paste into your page", content: snippetPart(config, view) },
      isOpen: !hasAnswer,
    },
    {
      ...{ id: "test", title: "Test cancellation", content: testPart(config, action, test) },
      isOpen: test !== undefined,
    },
    ...(refused > 0 ? [] : [refusedPart]),
    {
      ...{ id: "token", title: "Check a token", content: tokenPart(action, token) },
      isOpen: token !== undefined,
    },
  ];
  return operatorLayout(config, {
    title: "Setup",
    view: "setup",
    styles: setupStyles,
    hasFrame: true,
    script: setupScript,
    // A form's policy also counts for where its redirect leads.
    formTargets: [new URL(config.cancelUrl).origin],
    content: html`${refused === 0 ? null : refusedBanner(refused)}<nav class="toc" aria-label="On this page">${parts.map(({ id, title }) => html`<a href="#${id}">${title}</a>`)}</nav>
${parts.map(section)}`,
  });
}

function refusedBanner(count: number): Html {
  return html`<p class="tone danger"><b>${count === 1 ? "1 sign-in was" : `${count} sign-ins were`} refused since this server started.</b> <a href="#refusals">See why, and what to do</a></p>`;
}

/** Following a link to what is inside opens it. */
function section({ id, title, content, isOpen = false, mark }: Part): Html {
  return html`<section><details${isOpen ? html` open` : null}><summary><h2>${title}</h2>${mark}</summary>
<div class="part" id="${id}">${content}</div></details></section>
`;
}

function checksPart(action: string, checks: SetupView["checks"]): Html {
  return html`${checks === undefined ? html`<p>The checks try everything that this server needs, and say what to do. One cancel link is made, for a customer that does not exist; nothing is cancelled.</p>` : html`${verdict(checks.findings)}<p class="note">Checked ${moment(checks.at)}.</p>${findingList(checks.findings)}`}
<form method="post" action="${action}#checks" class="actions">
<input type="hidden" name="do" value="check">
<button class="primary">${checks === undefined ? "Run the checks" : "Run the checks again"}</button>
</form>`;
}

function testPart(config: SetupConfig, action: string, test: SetupView["test"]): Html {
  if (config.environment !== "sandbox")
    return html`<p>Test cancellations are for the sandbox only. This server is for real customers.</p>`;
  return html`${
    test === undefined
      ? html`<p>Go through RetentBase’s pages as a customer who does not exist, then press “Back to my account” to see each step here. Billing is not called and no notification is sent; RetentBase’s sandbox gets the outcome.</p>`
      : html`${steps(test.steps)}
<p><a href="${operatorPath(config, { event: test.eventId })}">View this test cancellation</a></p>`
  }
<form method="post" action="${action}" class="actions">
<input type="hidden" name="do" value="test">
<button>${test === undefined ? "Run a test cancellation" : "Run another test cancellation"}</button>
</form>`;
}
