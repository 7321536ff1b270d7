import { type Html, html } from "@retent/retentbase/internal";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import { maxMatches } from "../../store-queries.ts";
import type { Page } from "../layout.ts";
import { cancellationTable } from "./cancellation-table.ts";
import { type OperatorConfig, operatorLayout, operatorPath, viewPath } from "./operator-layout.ts";
import { filterStyles, tableStyles } from "./operator-styles.ts";
import { outcomeTerms, statusTerms } from "./terms.ts";

/** The fields of the form, as they were given and found to be right. */
export interface ListFilters {
  search?: string | undefined;
  status?: string | undefined;
  outcome?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** Where a page begins, and where the pages before it do, as far as they are kept. */
export interface PageAddress {
  page: string | undefined;
  after: readonly string[];
}

export interface ListView {
  filters: ListFilters;
  /** Undefined if the store has no list. */
  cancellations: readonly Cancellation[] | undefined;
  /** Event ids of cancellations with tasks that have failed permanently. */
  failed: ReadonlySet<string>;
  /** Which page it is, from 1 on. */
  page: number;
  pageSize: number;
  /** Addresses of the pages beside it. */
  previous: PageAddress | undefined;
  next: PageAddress | undefined;
}

/**
 * Cancellations, with what they are filtered by.
 *
 * @param now milliseconds since the epoch
 */
export function listPage(config: OperatorConfig, view: ListView, now: number): Page {
  const { filters, cancellations, failed } = view;
  return operatorLayout(config, {
    title: "Cancellations",
    view: "cancellations",
    search: filters.search,
    styles: `${cancellations?.length ? tableStyles : ""}${filterStyles}`,
    content: cancellations
      ? html`${filterForm(config, filters)}
<section>
${cancellations.length === 0 ? noneFound(filters) : cancellationTable(config, cancellations, describeCount(cancellations.length, view), now, { failed })}
${pages(config, view)}
${cancellations.length === 0 ? null : html`<div class="actions"><a href="${operatorPath(config, { view: "cancellations", ...filters, format: "csv" })}">${describeExport(filters)}</a></div>`}
</section>`
      : noList,
  });
}

/** What a store says that was written for an earlier version. */
export const noList = html`<p class="tone warn">This store has no list of cancellations. Its author can add the method listCancellations.</p>`;

function filterForm(config: OperatorConfig, filters: ListFilters): Html {
  const { search, status, outcome, from, to } = filters;
  return html`<form action="${operatorPath(config)}" class="filters">
<input type="hidden" name="view" value="cancellations">
${search === undefined ? null : html`<input type="hidden" name="search" value="${search}">`}
${choice(
  "status",
  "Status",
  status,
  Object.entries(statusTerms).map(([value, [label]]) => [value, label]),
)}
${choice("outcome", "Outcome", outcome, Object.entries(outcomeTerms))}
<label>Started from (UTC) <input type="date" name="from" value="${from}"></label>
<label>Started until (UTC) <input type="date" name="to" value="${to}"></label>
<button>Filter</button>
</form>`;
}

function choice(
  name: string,
  label: string,
  chosen: string | undefined,
  options: readonly (readonly [value: string, label: string])[],
): Html {
  return html`<label>${label} <select name="${name}"><option value="">All</option>${options.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : null}>${text}</option>`,
  )}</select></label>`;
}

function isFiltered(filters: ListFilters): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}

function noneFound(filters: ListFilters): Html {
  if (!isFiltered(filters)) return html`<p>No customer has started a cancellation yet.</p>`;
  return html`<p>No cancellation matches${filters.search === undefined ? null : html` “<bdi>${filters.search}</bdi>”`}. Search by a reference such as B54C-DA26, by the beginning of an event or user id, or by a whole subscription, billing customer or session id.</p>`;
}

function describeCount(count: number, { filters: { search }, page, pageSize, next }: ListView): Html {
  const first = (page - 1) * pageSize + 1;
  const last = first + count - 1;
  const all = page === 1 && next === undefined;
  const shown = all ? `${count} ${count === 1 ? "cancellation" : "cancellations"}` : `${first}–${last}`;
  const whole = all ? "" : next === undefined ? ` of ${last}` : ` of more than ${last}`;
  return html`${shown}${whole}, the newest first${search === undefined ? null : html`, found by “<bdi>${search}</bdi>”`}`;
}

/** A search may leave matches out, which the file itself would not show. */
function describeExport({ search }: ListFilters): string {
  return search === undefined
    ? "Export all of these as CSV"
    : `Export these as CSV (up to ${maxMatches.toLocaleString("en")} matches of each kind of id)`;
}

function pages(config: OperatorConfig, { filters, page, previous, next }: ListView): Html | null {
  if (page === 1 && next === undefined && !isFiltered(filters)) return null;
  const path = (address?: PageAddress) =>
    operatorPath(config, { view: "cancellations", ...filters, ...address });
  return html`<nav aria-label="Pages" class="actions">
${previous && html`<a class="button" href="${path(previous)}">Previous</a>`}
${next && html`<a class="button" href="${path(next)}">Next</a>`}
${page > 2 ? html`<a href="${path()}">Back to the newest</a>` : null}
${isFiltered(filters) ? html`<a href="${viewPath(config, "cancellations")}">Clear search and filters</a>` : null}
</nav>`;
}
