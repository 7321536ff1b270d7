import type { Answer } from "../cancellation.ts";

/** The calendar date that billing named, in its own time zone: the same wherever the customer reads it. */
export function formatDate(iso: string): string {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(date);
}

/** Date, time and zone. */
export function formatMoment(milliseconds: number): string {
  const format = new Intl.DateTimeFormat("en", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return `${format.format(milliseconds)} UTC`;
}

/** What has become of the subscription; nothing is called cancelled before billing has settled it. */
export function describeAnswer({
  status,
  outcome,
  effectiveAt,
}: Pick<Answer, "status" | "outcome" | "effectiveAt">): string {
  if (status === "pending")
    return "We have received your answer. Billing will confirm it; you don’t have to do anything else.";
  if (outcome === "recovered") return "Your subscription continues.";
  return effectiveAt
    ? `Your subscription ends on ${formatDate(effectiveAt)}.`
    : "Your subscription has been cancelled.";
}
