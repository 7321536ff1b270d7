/** More than any customer has: a service that always says that there is more must not be asked for ever. */
const maxSubscriptions = 1000;

/** One page of a list, and where the next one begins; undefined if it is the last. */
export interface ServicePage<Entry> {
  entries: readonly Entry[];
  next: string | undefined;
}

/**
 * Reads a list page by page.
 *
 * @param read called with where the page begins, undefined for the first
 * @throws {Error} for more than 1,000 entries, and for a page that leads to itself
 */
export async function readPages<Entry>(
  name: string,
  read: (from: string | undefined) => Promise<ServicePage<Entry>>,
): Promise<Entry[]> {
  const all: Entry[] = [];
  let from: string | undefined;
  do {
    const { entries, next } = await read(from);
    all.push(...entries);
    if (all.length > maxSubscriptions || (next !== undefined && next === from))
      throw new Error(`${name}: the list of this customer's subscriptions does not end`);
    from = next;
  } while (from !== undefined);
  return all;
}
