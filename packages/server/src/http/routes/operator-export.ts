import type { Cancellation } from "../../cancellation/cancellation.ts";
import { toReference } from "../../cancellation/reference.ts";
import { RetentError } from "../../errors.ts";
import { toDate } from "../../pages/operator/operator-layout.ts";
import { maxMatches } from "../../store-queries.ts";
import { file } from "../responses.ts";
import type { RouteContext } from "../route.ts";
import { toCsv } from "../to-csv.ts";
import { readFilters, toQuery } from "./operator-lists.ts";

/** So many cancellations are in one file at most: the newest. */
const maxRows = 10_000;
/** So many are read at once, so that requests of customers come in between. */
const chunkSize = 500;

type Column = readonly [name: string, read: (cancellation: Cancellation) => string | null | undefined];

/** The customers' own words are left out: they are personal data, and not needed to count. */
const columns: readonly Column[] = [
  ["reference", ({ eventId }) => toReference(eventId) ?? null],
  ["event_id", ({ eventId }) => eventId],
  ["started_at", ({ createdAt }) => new Date(createdAt).toISOString()],
  ["user_id", ({ userId }) => userId],
  ["environment", ({ environment }) => environment],
  ["status", ({ status }) => status],
  ["decision", ({ decision }) => decision?.outcome],
  ["reason", ({ decision }) => decision?.reasonKey],
  ["outcome", ({ settlement }) => settlement?.outcome],
  ["effective_at", ({ settlement }) => settlement?.effectiveAt],
  ["confirmed_by_billing", ({ settlement }) => settlement && String(settlement.confirmed)],
  ["subscription", ({ subscription }) => subscription],
  ["subscription_label", ({ subscriptionLabel }) => subscriptionLabel],
];

/**
 * The list of cancellations, as searched and filtered, as a file of comma-separated values. Its name says what
 * it may lack.
 *
 * @throws {RetentError} `not_found` if the store has no list
 */
export async function exportList({ app, url }: RouteContext): Promise<Response> {
  const { store, now } = app.services;
  if (!store.listCancellations)
    throw new RetentError("not_found", "This store has no list of cancellations.");
  const filters = readFilters(url);
  const query = toQuery(filters);
  const found: Cancellation[] = [];
  let chunk: readonly Cancellation[];
  do {
    const last = found.at(-1);
    chunk = await store.listCancellations({ ...query, ...(last && { after: last }), limit: chunkSize });
    found.push(...chunk);
  } while (chunk.length === chunkSize && found.length < maxRows);
  const rows = found.map((cancellation) => columns.map(([, read]) => read(cancellation)));
  const searched = filters.search === undefined ? "" : `-up-to-${maxMatches}-matches-of-each-id`;
  const part = found.length === maxRows ? `-newest-${maxRows}` : "";
  const name = `retent-cancellations${searched}${part}-${toDate(now())}.csv`;
  return file(toCsv([columns.map(([column]) => column), ...rows]), "text/csv; charset=utf-8", name);
}
