import type { CancellationStatus } from "../../cancellation/cancellation.ts";
import { dayMs } from "../../day-ms.ts";
import { type ListFilters, listPage, type PageAddress } from "../../pages/operator/list-page.ts";
import { outcomeTerms, statusTerms } from "../../pages/operator/terms.ts";
import type { CancellationQuery } from "../../store-queries.ts";
import { listFailed } from "../failed-events.ts";
import { page } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** So many cancellations are on one page. */
const pageSize = 25;
/** So many places of earlier pages are kept in an address, to go back to. */
const maxPlaces = 10;
/** In characters: longer than any id. */
const maxSearchLength = 200;

/** The list of cancellations, as searched and filtered. */
export async function showList({ app, url }: RouteContext): Promise<Response> {
  const filters = readFilters(url);
  const places = url.searchParams.getAll("after").filter((place) => readPlace(place) !== undefined);
  const after = readPlace(places.at(-1));
  const number = after ? readPage(url, places.length + 1) : 1;
  const query = { ...toQuery(filters), ...(after && { after }) };
  // One more than is shown says whether there is a next page.
  const [found, failed] = await Promise.all([
    app.services.store.listCancellations?.({ ...query, limit: pageSize + 1 }),
    listFailed(app),
  ]);
  const cancellations = found?.slice(0, pageSize);
  const last = found && found.length > pageSize ? cancellations?.at(-1) : undefined;
  const next = last && [...places, `${last.createdAt}.${last.eventId}`].slice(-maxPlaces);
  const isKept = number === 2 || places.length > 1;
  const view = {
    ...{ filters, cancellations, failed, page: number, pageSize },
    previous: after && isKept ? toAddress(number - 1, places.slice(0, -1)) : undefined,
    next: next && toAddress(number + 1, next),
  };
  return page(listPage(app.config, view, app.services.now()));
}

function toAddress(number: number, after: readonly string[]): PageAddress {
  return { page: number === 1 ? undefined : String(number), after };
}

/** A page has at least as many before it as the address names. */
function readPage({ searchParams }: URL, least: number): number {
  const given = searchParams.get("page") ?? "";
  return /^\d{1,9}$/.test(given) ? Math.max(Number(given), least) : least;
}

/** What the form was given, without what it could not have sent. */
export function readFilters({ searchParams }: URL): ListFilters {
  const read = (name: string, isRight: (value: string) => boolean) => {
    const value = searchParams.get(name)?.trim() ?? "";
    return value !== "" && isRight(value) ? value : undefined;
  };
  return {
    search: read("search", () => true)?.slice(0, maxSearchLength),
    status: read("status", (value) => Object.hasOwn(statusTerms, value)),
    outcome: read("outcome", (value) => Object.hasOwn(outcomeTerms, value)),
    from: read("from", isDate),
    to: read("to", isDate),
  };
}

function isDate(value: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
}

/** The last day counts to its end. */
export function toQuery({
  search,
  status,
  outcome,
  from,
  to,
}: ListFilters): Omit<CancellationQuery, "limit"> {
  return {
    ...(search !== undefined && { search: toSearch(search) }),
    ...(status !== undefined && { status: status as CancellationStatus }),
    ...(outcome !== undefined && { outcome: outcome as keyof typeof outcomeTerms }),
    ...(from !== undefined && { from: Date.parse(from) }),
    ...(to !== undefined && { to: Date.parse(to) + dayMs }),
  };
}

/** Event ids are UUIDs in lower case; a receipt's short reference is the first eight digits, with a dash. */
function toSearch(text: string): string[] {
  const short = /^([0-9a-f]{4})[-\u2010-\u2015 ]?([0-9a-f]{4})(-[0-9a-f-]{0,27})?$/i.exec(text);
  if (!short) return [text];
  const [, first = "", second = "", rest = ""] = short;
  return [...new Set([text, (first + second + rest).toLowerCase()])];
}

/** After which cancellation the page begins: its moment and its event id. */
function readPlace(value: string | undefined): CancellationQuery["after"] | undefined {
  const [, createdAt, eventId] = /^(\d{1,15})\.(.{1,1000})$/su.exec(value ?? "") ?? [];
  return createdAt && eventId ? { createdAt: Number(createdAt), eventId } : undefined;
}
