import { type Html, html } from "@retent/retentbase/internal";
import type { Config } from "../../app.ts";
import { describeSpan } from "../../checks/describe-time.ts";
import { layout, type Page, type PageConfig } from "../layout.ts";
import { operatorStyles } from "./operator-styles.ts";
import { environmentTerms } from "./terms.ts";

/** What the operator's pages show of the configuration. */
export type OperatorConfig = PageConfig &
  Pick<Config, "environment" | "outbox" | "plan" | "declarations" | "retentionDays">;

export const views = {
  overview: "Overview",
  cancellations: "Cancellations",
  declarations: "Declarations",
  outbox: "Outbox",
  setup: "Setup",
} as const;

export type View = keyof typeof views;

interface OperatorPage {
  title: string;
  /** Default: the title. */
  heading?: Html;
  content: Html;
  /** Links to the pages that it is one of, the widest first. */
  trail?: Html;
  /** Which of the pages in the navigation it is, or belongs to. */
  view: View;
  /** What was searched. */
  search?: string | undefined;
  action?: OperatorAction | undefined;
  /** What the page needs beside the styles that all of the operator's pages have. */
  styles?: string;
  hasFrame?: boolean;
  /** The script that the page needs. */
  script?: string | undefined;
  /** Origins that a form of the page may lead to, besides those of the sites. */
  formTargets?: readonly string[];
}

/** The frame of the pages that are for the operator alone, in English. */
export function operatorLayout(config: OperatorConfig, { title, content, ...shown }: OperatorPage): Page {
  const {
    heading,
    trail,
    view: current,
    search = "",
    action,
    styles = "",
    hasFrame = false,
    formTargets = [],
    script,
  } = shown;
  const link = ([view, label]: [string, string]) =>
    html`<a href="${viewPath(config, view as View)}"${view === current ? html` aria-current="${label === title ? "page" : "true"}"` : null}>${label}</a>`;
  return layout(config, "en", {
    title: `${title} – Operator`,
    beside: badge(environmentTerms[config.environment], config.environment === "prod" ? "accent" : "warn"),
    styles: operatorStyles + styles,
    hasFrame,
    ...(script !== undefined && { script }),
    formTargets,
    content: html`<div class="bar">
<nav aria-label="Operator’s pages">${Object.entries(views)
      .filter(([view]) => view !== "declarations" || config.declarations)
      .map(link)}</nav>
<form role="search" action="${operatorPath(config)}">
<input type="hidden" name="view" value="cancellations">
<input name="search" value="${search}" aria-label="Search cancellations" placeholder="Reference or id" maxlength="200" autocomplete="off" autocapitalize="off" spellcheck="false">
<button>Search</button>
</form>
</div>
${action ? html`<p role="status" class="tone good">${describeAction(action)}</p>` : null}
${trail && html`<nav class="trail" aria-label="Breadcrumb">${trail}</nav>`}<h1>${heading ?? title}</h1>
${content}`,
  });
}

/** Address of the operator's page, or of one of its views; what is undefined is left out, and a list repeats its name. */
export function operatorPath(
  { basePath }: Pick<PageConfig, "basePath">,
  query: Record<string, string | readonly string[] | undefined> = {},
): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  );
  const search = new URLSearchParams(given).toString();
  return `${basePath}/admin${search === "" ? "" : `?${search}`}`;
}

/** Address of the set-up page. */
export function setupPath({ basePath }: Pick<PageConfig, "basePath">): string {
  return `${basePath}/admin/setup`;
}

export function viewPath(config: Pick<PageConfig, "basePath">, view: View): string {
  if (view === "setup") return setupPath(config);
  return operatorPath(config, view === "overview" ? {} : { view });
}

/** A moment to the second, the same for every reader. */
export function moment(milliseconds: number): Html {
  const iso = new Date(milliseconds).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace("T", " ")} UTC</time>`;
}

/** A moment to the minute, in a column that says that it is UTC. */
export function minute(milliseconds: number): Html {
  const iso = new Date(milliseconds).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace("T", " ")}</time>`;
}

/** How long ago something was, beside its moment in a column. */
export function age(milliseconds: number, now: number): Html {
  return html`<small>${describeSpan(Math.max(0, Math.round((now - milliseconds) / 1000)))} ago</small>`;
}

/** A day in UTC, as `2026-03-31`. */
export function toDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

export type Tone = "good" | "warn" | "danger" | "accent" | "quiet";

export function badge(label: string, tone: Tone): Html {
  return html`<span class="badge ${tone}">${label}</span>`;
}

/** A state, which does not look like an outcome: a dot in the tone, beside the words. */
export function stateMark(label: string, tone: Tone): Html {
  return html`<span class="state"><i class="${tone}"></i>${label}</span>`;
}

/** An id, which is compared character by character. */
export function idText(id: string | null): Html | null {
  return id === null ? null : html`<bdi class="id">${id}</bdi>`;
}

/** A list of facts; those without a value are left out. */
export function facts(
  list: readonly (readonly [label: string, value: Html | string | number | null])[],
): Html {
  const shown = list.filter(([, value]) => value !== null);
  return html`<dl>${shown.map(([label, value]) => html`<div><dt>${label}</dt><dd>${typeof value === "string" ? html`<bdi>${value}</bdi>` : value}</dd></div>`)}</dl>`;
}

/** What the operator has done on the page before. */
export interface OperatorAction {
  name: "queued" | "set_aside" | "ended" | "erased" | "matched" | "rejected";
  /** How many tasks; 1 for a cancellation or a match; the erased cancellations; the mails about a rejection. */
  count: number;
}

function describeAction({ name, count }: OperatorAction): string {
  if (name === "erased")
    return `Everything about the customer is erased, ${count === 1 ? "1 cancellation" : `${count} cancellations`} included.`;
  if (name === "ended") return "Marked as ended.";
  if (name === "matched") return "Matched. Billing is called next.";
  if (name === "rejected")
    return count > 0
      ? "Rejected. The customer gets an email that says so."
      : "Rejected. No email goes out: write to the customer yourself.";
  if (name === "set_aside" && count === 0)
    return "Nothing is closed: none of its tasks has failed permanently or fails at billing.";
  return `${countTasks(count)} ${count === 1 ? "is" : "are"} ${name === "queued" ? "queued again" : "closed"}.`;
}

/** Rows of the outbox, as the operator reads of them. */
export function countTasks(count: number): string {
  return count === 1 ? "1 task" : `${count} tasks`;
}
