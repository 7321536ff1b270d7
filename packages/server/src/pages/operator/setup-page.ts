import { type Html, html } from "@retent/retentbase/internal";
import type { Config } from "../../app.ts";
import type { ExaminedToken } from "../../checks/examine-token.ts";
import type { Finding } from "../../checks/finding.ts";
import { setupScript } from "../../generated/embedded-setup-script.ts";
import type { Refusal } from "../../health/refusal-monitor.ts";
import { describeIdentityRefusal } from "../../identity.ts";
import type { SnippetPart } from "../../snippet/build-snippet.ts";
import {
  maxLabelLength,
  type SnippetSettings,
  snippetChoices,
  snippetLanguages,
} from "../../snippet/snippet-settings.ts";
import type { Page } from "../layout.ts";
import {
  badge,
  facts,
  moment,
  type OperatorConfig,
  operatorLayout,
  operatorPath,
  setupPath,
  type Tone,
} from "./operator-layout.ts";

export interface SetupView {
  /** What the checks have found, if they were run. */
  findings?: readonly Finding[];
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

const styles = `
textarea{display:block;width:100%;min-width:0;padding:.75rem;border:1px solid var(--control);border-radius:var(--radius);background:var(--surface);color:var(--text);font:.8125rem/1.5 var(--mono);resize:vertical}
textarea[readonly]{field-sizing:content;min-height:3.5rem;border-color:var(--line);background:var(--ground)}
iframe{display:block;width:100%;height:6.5rem;border:1px solid var(--line);border-radius:var(--radius)}
.rows+*,.rows+.actions{margin-top:1.25rem}
.rows~form{padding-top:1.25rem;border-top:1px solid var(--line)}
.parts>*+*{margin-top:1.25rem}
.parts{margin-top:1.75rem}
.parts>:first-child .head{min-height:0}
.parts .head{flex-wrap:nowrap;align-items:center;justify-content:space-between;min-height:2.75rem;margin-bottom:.375rem}
.parts .head button{flex:none;padding-block:.25rem;font-size:.875rem}
.claims{margin-block:1.25rem}
.claims dl{margin-top:.375rem}
.claims dt{font-family:var(--mono);font-size:.8125rem;line-height:1.85}
fieldset{display:grid;gap:.75rem;min-width:0;margin:0 0 1.25rem;padding:0;border:0}
fieldset:last-of-type{margin:0}
legend{padding:0;margin-bottom:.75rem;font-weight:600}
@media (min-width:40rem){fieldset{grid-template-columns:repeat(auto-fill,minmax(15rem,1fr))}.findings>.row{display:grid;grid-template-columns:minmax(13rem,1fr) 3fr;gap:0 1.5rem}.findings p:first-child{margin:0}}
@media (min-width:60rem){.parts{margin:0}.builder{display:grid;grid-template-columns:18rem minmax(0,1fr);gap:2.5rem}fieldset{grid-template-columns:minmax(0,1fr)}}
`;

/** What an operator needs before customers come: the checks, a look into a token, and what to paste. */
export function setupPage(config: SetupConfig, view: SetupView): Page {
  // What was chosen for the snippet stays chosen.
  const action = `${setupPath(config)}?${new URLSearchParams(toFields(view.settings))}`;
  return operatorLayout(config, {
    title: "Setup",
    view: "setup",
    styles,
    hasFrame: true,
    script: setupScript,
    // A form's policy also counts for where its redirect leads.
    formTargets: [new URL(config.cancelUrl).origin],
    content: html`${checksSection(action, view.findings)}
${testSection(config, action, view.test)}
${snippetSection(config, view)}
${refusalSection(view.refusals)}
${tokenSection(action, view.token)}`,
  });
}

function checksSection(action: string, findings: readonly Finding[] | undefined): Html {
  return html`<section><h2>Checks</h2>
${findings === undefined ? html`<p>The checks try everything that this server needs, and say what to do. One cancel link is made, for a customer that does not exist; nothing is cancelled.</p>` : html`${verdict(findings)}${list(findings)}`}
<form method="post" action="${action}" class="actions">
<input type="hidden" name="do" value="check">
<button class="primary">${findings === undefined ? "Run the checks" : "Run the checks again"}</button>
</form></section>`;
}

const tones: Record<Finding["status"], [label: string, tone: Tone]> = {
  ok: ["OK", "good"],
  warning: ["Warning", "warn"],
  failed: ["Failed", "danger"],
};

function verdict(findings: readonly Finding[]): Html {
  const count = (status: Finding["status"]) => findings.filter((finding) => finding.status === status).length;
  const all = `${findings.length} ${findings.length === 1 ? "check" : "checks"}`;
  if (count("failed") > 0)
    return html`<p class="tone danger"><b>${count("failed")} of ${all} failed.</b></p>`;
  const warnings = count("warning");
  return warnings > 0
    ? html`<p class="tone warn"><b>No check failed.</b> ${warnings} of ${all} ${warnings === 1 ? "warns" : "warn"} you.</p>`
    : html`<p class="tone good"><b>${all} passed.</b></p>`;
}

/** What failed comes first. */
function list(findings: readonly Finding[]): Html {
  const order = ["failed", "warning", "ok"] as const;
  return steps(order.flatMap((status) => findings.filter((finding) => finding.status === status)));
}

/** In the order in which they are given. */
function steps(findings: readonly Finding[]): Html {
  return html`<ul class="rows findings">${findings.map((finding) => {
    const [label, tone] = tones[finding.status];
    return html`<li class="row"><div class="head"><h3>${capitalize(finding.name)}</h3>${badge(label, tone)}</div><div>${
      finding.status === "failed"
        ? html`<p>${toSentence(finding.cause)}</p><p><b>What to do:</b> ${toSentence(finding.remedy)}</p>`
        : html`<p>${toSentence(finding.detail)}</p>`
    }</div></li>`;
  })}</ul>`;
}

/** The checks' words are short, for a terminal. */
function toSentence(text: string): string {
  return capitalize(text).replaceAll("'", "’") + (/[.!?]$/.test(text) ? "" : ".");
}

/** An option's name or an address at the beginning stays as it is. */
function capitalize(text: string): string {
  return text.replace(/^[a-z]+(?=[\s'’,;:-]|$)/, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}

function testSection(config: SetupConfig, action: string, test: SetupView["test"]): Html {
  if (config.environment !== "sandbox")
    return html`<section><h2>Test cancellation</h2>
<p>Test cancellations are for the sandbox only. This server is for real customers.</p></section>`;
  return html`<section><h2>Test cancellation</h2>
${
  test === undefined
    ? html`<p>Go through RetentBase’s pages as a customer who does not exist, then press “Back to my account” to see each step here. Billing is not called and no notification is sent; RetentBase’s sandbox gets the outcome.</p>`
    : html`${steps(test.steps)}
<p><a href="${operatorPath(config, { event: test.eventId })}">View this test cancellation</a></p>`
}
<form method="post" action="${action}" class="actions">
<input type="hidden" name="do" value="test">
<button>${test === undefined ? "Run a test cancellation" : "Run another test cancellation"}</button>
</form></section>`;
}

function refusalSection(refusals: readonly Refusal[]): Html {
  return html`<section><h2>Refused sign-ins</h2>
${
  refusals.length === 0
    ? html`<p>None since this server started. If a customer reads “Please sign in”, the cause is here.</p>`
    : html`<p>Why customers, or strangers, could not start since this server started. The newest is first. “Check a token” below compares a token with what is configured.</p>
<ul class="rows findings">${refusals.map(
        ({ at, reason, origin, count }) =>
          html`<li class="row"><div class="head"><h3>${moment(at)}</h3>${count === 1 ? null : badge(`${count} times`, "quiet")}</div><div><p>${
            reason === "origin"
              ? html`A page on ${origin === undefined ? "an unknown origin" : html`<bdi>${origin}</bdi>`} is not one of the sites that may carry the button.`
              : toSentence(describeIdentityRefusal(reason))
          }</p></div></li>`,
      )}</ul>`
}</section>`;
}

function tokenSection(action: string, token: ExaminedToken | undefined): Html {
  return html`<section id="token"><h2>Check a token</h2>
${
  token === undefined
    ? html`<p>A result token, or the address that has one, or an identity token of your membership tool. It is neither kept nor logged.</p>`
    : html`${tokenVerdict(token)}${list(token.findings)}
${token.header.length === 0 ? null : html`<div class="columns claims"><div><h3>Header</h3>${facts(token.header)}</div><div><h3>Claims</h3>${facts(token.claims)}</div></div>`}`
}
<form method="post" action="${action}#token">
<input type="hidden" name="do" value="token">
<label>${token === undefined ? "Token" : "Another token"} <textarea name="token" rows="3" required maxlength="16000" autocomplete="off" autocapitalize="off" spellcheck="false"></textarea></label>
<div class="actions"><button>Check it</button></div>
</form></section>`;
}

function tokenVerdict({ isAccepted }: ExaminedToken): Html {
  if (isAccepted === undefined) return html`<p class="tone warn"><b>This server reads no such token.</b></p>`;
  return isAccepted
    ? html`<p class="tone good"><b>This token would be accepted.</b></p>`
    : html`<p class="tone danger"><b>This token would be refused.</b></p>`;
}

const labels = {
  builder: "Your site is built with",
  identity: "Sign-in",
  variant: "Look",
  size: "Size",
  mode: "When clicked",
  preset: "Legal wording",
} as const;

const languageNames = new Intl.DisplayNames("en", { type: "language" });

function snippetSection(config: OperatorConfig, { settings, parts, test }: SetupView): Html {
  const { label, lang, identityFunction } = settings;
  const query = new URLSearchParams(toFields(settings));
  const languages = [["", "The page’s"], ...snippetLanguages.map((each) => [each, languageNames.of(each)])];
  return html`<section id="snippet"><h2>What to paste into your page</h2>
<p>Say how your site works and how the button looks: you get the button as customers see it, and the exact text to paste.</p>
<div class="builder">
<form action="${setupPath(config)}#snippet">
${test === undefined ? null : html`<input type="hidden" name="test" value="${test.eventId}">`}
<fieldset><legend>Your site</legend>
${setting("builder", settings)}
${setting("identity", settings)}
<label>Or by a function of your page <input name="function" value="${identityFunction ?? ""}" placeholder="shop.getToken" maxlength="${maxLabelLength}" autocomplete="off" autocapitalize="off" spellcheck="false"></label>
</fieldset>
<fieldset><legend>The button</legend>
<label>Label <input name="label" value="${label ?? ""}" maxlength="${maxLabelLength}"></label>
${(["variant", "size", "mode", "preset"] as const).map((name) => setting(name, settings))}
${select("lang", "Language", lang ?? "", languages as [string, string][])}
</fieldset>
<div class="actions"><button>Update</button></div>
</form>
<div class="parts">
<div><div class="head"><h3>Preview</h3></div>
<iframe title="Preview of the button" src="${setupPath(config)}?preview&amp;${query.toString()}"></iframe></div>
${parts.map(snippetPart)}</div>
</div></section>`;
}

function snippetPart({ where, text }: SnippetPart, index: number): Html {
  const number = index + 1;
  return html`<div><div class="head"><h3 id="part-${number}">${where.startsWith("Or, ") ? null : `${number}. `}${where}</h3><button type="button" data-copies="code-${number}" aria-describedby="part-${number}" aria-live="polite" hidden>Copy</button></div>
<textarea id="code-${number}" readonly rows="${countLines(text)}" aria-labelledby="part-${number}" spellcheck="false">${text.trimEnd()}</textarea></div>
`;
}

/** As wrapped on a narrow screen, for browsers that don't make a text area as high as its text. */
function countLines(text: string): number {
  const lines = text.trim().split("\n");
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 40)), 1);
}

function setting(name: keyof typeof labels, settings: SnippetSettings): Html {
  return select(name, labels[name], settings[name], Object.entries(snippetChoices[name]));
}

/** The settings as the form sends them. */
function toFields(settings: SnippetSettings): Record<string, string> {
  const { identityFunction, ...named } = settings;
  const fields = { ...named, function: identityFunction, label: settings.label ?? "" };
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function select(
  name: string,
  label: string,
  chosen: string,
  options: readonly (readonly [value: string, label: string])[],
): Html {
  return html`<label>${label} <select name="${name}">${options.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : null}>${text}</option>`,
  )}</select></label>`;
}
