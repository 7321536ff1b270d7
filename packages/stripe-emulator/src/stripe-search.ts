import { toFilter } from "./stripe-lists.ts";
import type { LocalSubscription } from "./stripe-objects.ts";
import { Refusal } from "./stripe-refusal.ts";

/**
 * What the search finds: what is there (`fresh`); what was there when this was set (`stale`), for the index lags
 * behind (https://docs.stripe.com/search#data-freshness); nothing (`empty`); or a refusal (`unavailable`), for it
 * does not exist in every country.
 */
export type SearchState = "fresh" | "stale" | "empty" | "unavailable";

/** The index that the search reads. */
export interface SearchIndex {
  search(query: string): LocalSubscription[];
  setState(state: SearchState): void;
}

export function createSearchIndex(subscriptions: ReadonlyMap<string, LocalSubscription>): SearchIndex {
  let state: SearchState = "fresh";
  let indexed: readonly LocalSubscription[] = [];

  return {
    setState(next) {
      state = next;
      indexed = next === "stale" ? [...subscriptions.values()] : [];
    },
    search(query) {
      if (state === "unavailable")
        throw new Refusal("invalid_request_error", "The search API is not available for this account.");
      const isFound = parseQuery(query);
      const read = state === "fresh" ? [...subscriptions.values()] : indexed;
      return read.filter(isFound);
    },
  };
}

/** Of the search's language, what is used here: a metadata value, and maybe a status. */
function parseQuery(query: string): (subscription: LocalSubscription) => boolean {
  const [, status, key = "", quoted = ""] =
    /^(?:status:'(\w+)' AND )?metadata\['(\w+)'\]:'((?:[^'\\]|\\.)*)'$/.exec(query) ?? [];
  if (key === "") throw new Refusal("invalid_request_error", "We were unable to parse your search query.");
  const wanted = quoted.replace(/\\(.)/g, "$1").toLowerCase();
  const isWanted = toFilter(status ?? "all");
  // As generous as Stripe's search may be.
  return (each) => isWanted(each) && each.metadata[key]?.toLowerCase() === wanted;
}
