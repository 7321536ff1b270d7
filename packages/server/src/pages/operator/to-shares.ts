import { sum } from "./chart.ts";

/**
 * Parts of a whole as whole percents that add up to 100: what rounding down leaves over goes to the largest
 * remainders.
 */
export function toShares(counts: readonly number[]): number[] {
  const total = sum(counts);
  if (total === 0) return counts.map(() => 0);
  const exact = counts.map((count) => (count * 100) / total);
  const left = 100 - sum(exact.map(Math.floor));
  const byRemainder = exact
    .map((_, index) => index)
    .sort((a, b) => ((exact[b] ?? 0) % 1) - ((exact[a] ?? 0) % 1));
  const raised = new Set(byRemainder.slice(0, left));
  return exact.map((share, index) => Math.floor(share) + (raised.has(index) ? 1 : 0));
}
