import { type Html, html } from "@retent/retentbase/internal";
import { layout, type Page, type PageConfig } from "../layout.ts";

const styles = `
body > header { max-width: 48rem; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0.5rem 1.5rem; border: 0; }
main { max-width: 48rem; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.25rem; }
h3 { margin: 0 0 0.5rem; font-size: 1rem; overflow-wrap: anywhere; }
.rows { margin: 0; padding: 0; list-style: none; }
h3 a { display: inline-block; min-height: 1.5rem; }
form + .rows, form + .note { margin-top: 1rem; }
.rows > li { padding-block: 1rem; border-top: 1px solid var(--line); }
.rows dl { margin: 0; }
.find { display: flex; flex-wrap: wrap; align-items: end; gap: 0.75rem; margin-top: 2rem; }
label { display: grid; flex: 1 1 14rem; gap: 0.25rem; }
input {
  width: 100%;
  min-height: 2.75rem;
  padding: 0.5rem 0.75rem;
  border: 1px solid var(--muted);
  border-radius: 0.5rem;
  background: var(--surface);
  color: inherit;
  font: inherit;
}
.alarm { color: var(--danger); font-weight: 600; }
`;

/** The frame of the pages that are for the operator alone, in English. */
export function operatorLayout(config: PageConfig, title: string, content: Html): Page {
  return layout(config, "en", {
    title: `${title} – Retent`,
    styles,
    content: html`<h1>${title}</h1>
${content}`,
  });
}

/** Address of the operator's page, or of one cancellation's. */
export function operatorPath({ basePath }: PageConfig, query: Record<string, string> = {}): string {
  const search = new URLSearchParams(query).toString();
  return `${basePath}/admin${search === "" ? "" : `?${search}`}`;
}

/** A moment to the second, the same for every reader. */
export function moment(milliseconds: number): Html {
  const iso = new Date(milliseconds).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace("T", " ")} UTC</time>`;
}

/** What the operator has done on the page before. */
export interface OperatorAction {
  name: "queued" | "set_aside" | "ended";
  /** How many rows; 1 for a cancellation that was marked as ended. */
  count: number;
}

export function actionNotice(action: OperatorAction | undefined): Html | null {
  if (!action) return null;
  return html`<p role="status">${describeAction(action)}</p>`;
}

function describeAction({ name, count }: OperatorAction): string {
  if (name === "ended") return "Marked as ended.";
  if (name === "set_aside" && count === 0)
    return "Nothing is set aside: none of its rows has failed permanently or fails at billing.";
  const rows = count === 1 ? "1 row is" : `${count} rows are`;
  return `${rows} ${name === "queued" ? "queued again" : "set aside"}.`;
}
