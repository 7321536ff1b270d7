import type { LocalSubscription } from "./stripe-objects.ts";
import { missing, wrong } from "./stripe-refusal.ts";

type Fields = Record<string, unknown>;

/** The parameters that every list takes. */
export const listFields = ["limit", "starting_after", "ending_before"];

/** A page of a list, the newest first (https://docs.stripe.com/api/pagination). */
export function listPage(all: { id: string }[], fields: Fields, what: string): object {
  const limit = parseLimit(fields);
  const findPlace = (name: string) => {
    const id = String(fields[name]);
    const place = all.findIndex((each) => each.id === id);
    if (place === -1) throw missing(what, id, name);
    return place;
  };
  if (fields.ending_before !== undefined) {
    const end = findPlace("ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list", data: all.slice(start, end), has_more: start > 0 };
  }
  const start = fields.starting_after === undefined ? 0 : findPlace("starting_after") + 1;
  return { object: "list", data: all.slice(start, start + limit), has_more: start + limit < all.length };
}

/** A page of what a search found (https://docs.stripe.com/api/pagination/search). */
export function searchPage(all: object[], fields: Fields): object {
  const limit = parseLimit(fields);
  const { page = "from_0" } = fields;
  const start = Number(/^from_(\d+)$/.exec(String(page))?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) throw wrong("page", "Invalid page.");
  const end = start + limit;
  const hasMore = end < all.length;
  return {
    object: "search_result",
    data: all.slice(start, end),
    has_more: hasMore,
    next_page: hasMore ? `from_${end}` : null,
  };
}

function parseLimit({ limit = "10" }: Fields): number {
  const wanted = Number(limit);
  if (Number.isInteger(wanted) && wanted >= 1 && wanted <= 100) return wanted;
  throw wrong("limit", "This value must be an integer from 1 to 100.");
}

const states = "active canceled incomplete incomplete_expired past_due paused trialing unpaid".split(" ");

/** Which subscriptions a list's `status` asks for. */
export function toFilter(status: unknown): (subscription: LocalSubscription) => boolean {
  if (status === undefined) return (each) => each.status !== "canceled";
  if (status === "all") return () => true;
  if (status === "ended") return (each) => ["canceled", "incomplete_expired"].includes(each.status);
  if (states.includes(String(status))) return (each) => each.status === status;
  throw wrong("status", "Invalid status.");
}
