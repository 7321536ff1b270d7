/** One language range and its weight; RFC 9110, sections 12.4.2 and 12.5.4. */
const item = /^([a-z0-9-]+|\*)(?:\s*;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

/**
 * The language ranges of an Accept-Language header, best first; what is malformed or weighs nothing is left
 * out.
 */
export function parseAcceptLanguage(header: string): string[] {
  return header
    .split(",")
    .flatMap((part) => {
      const [, range, weight = "1"] = item.exec(part.trim()) ?? [];
      return range === undefined || Number(weight) === 0 ? [] : [{ range, weight: Number(weight) }];
    })
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ range }) => range);
}
