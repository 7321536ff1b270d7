import type { BillingEvent, BillingFact } from "../billing/billing-event.ts";
import type { Settlement } from "./cancellation.ts";

/** What a cancellation is about, as far as its end is concerned. Times are milliseconds since the epoch. */
export interface Question {
  /** When the customer clicked. */
  startedAt: number;
  /** When the customer decided to leave. */
  decidedAt: number;
  /** The merchant's id of the customer. */
  userId: string;
  /**
   * The subscription that is to end; null where that is not known: then everything that the customer has
   * counts.
   */
  subscription: string | null;
}

/** How far billing's clock may be behind ours, in milliseconds. */
const clockToleranceMs = 60_000;
/** The same for the end of the very subscription in question: it ran when billing was asked. */
const endToleranceMs = 15 * 60_000;

/**
 * How a cancellation ends, by all billing events so far; null while that is open. The order in which events
 * arrived makes no difference, nor does one that came twice. More events can change an outcome and never take
 * it back: else it would depend on how many were known when it was sent. A period that was paid while a later
 * end was scheduled is the one exception: until that end is told, the payment looks like another.
 *
 * A subscription that has ended stays ended, whatever is paid for it afterwards (a late invoice is a debt, no
 * new period), unless it was resumed or bought later on. A customer who keeps one of the subscriptions in
 * question, or has bought one since, is recovered.
 *
 * An event that names another user counts only if it is about the subscription in question.
 */
export function deriveOutcome(question: Question, events: readonly BillingEvent[]): Settlement | null {
  const subscriptions = Map.groupBy(events, ({ subscription }) => subscription);
  const endings: number[] = [];
  for (const [subscription, all] of subscriptions) {
    const own = ofCustomer(question, subscription, all);
    const facts = own.filter((event) => isSince(question, event));
    if (!isInQuestion(question, subscription, facts)) continue;
    const endedAt = findEnd(facts);
    if (endedAt !== undefined) endings.push(endedAt);
    // No date: staying takes effect at none, and one event for the same thing more must not look like a
    // change.
    else if (isKept(facts, findEarlierSchedule(own, facts)))
      return { outcome: "recovered", confirmed: true, effectiveAt: null, metadata: null };
  }
  if (endings.length === 0) return null;
  const effectiveAt = new Date(Math.max(...endings)).toISOString();
  return { outcome: "churned", confirmed: true, effectiveAt, metadata: null };
}

/**
 * Leaves out what is about another user: several may share one customer of billing's, such as a company. The
 * subscription in question is this user's whatever its events name.
 */
function ofCustomer(
  { userId, subscription }: Question,
  other: string | null,
  events: BillingEvent[],
): BillingEvent[] {
  if (other !== null && other === subscription) return events;
  const isOthers = (event: BillingEvent) => event.userId !== null && event.userId !== userId;
  // Not every event of a subscription names its user.
  const isOwn = other === null || events.some((event) => event.userId === userId);
  return isOwn || !events.some(isOthers) ? events.filter((event) => !isOthers(event)) : [];
}

/** What was before the customer decided says nothing. Billing's clock may count whole seconds. */
function isSince(
  { startedAt, decidedAt, subscription }: Question,
  { occurredAt, fact, ...event }: BillingEvent,
): boolean {
  const isInQuestion = subscription !== null && event.subscription === subscription;
  const decidedSecond = Math.floor(decidedAt / 1000) * 1000;
  switch (fact.type) {
    case "ended":
      // Repeated end events add nothing.
      return (
        occurredAt >= Math.min(startedAt, decidedAt) - (isInQuestion ? endToleranceMs : clockToleranceMs)
      );
    case "scheduled":
      return occurredAt >= decidedSecond - clockToleranceMs;
    case "started":
    case "bought":
      // What was bought in the second of the decision may be what the decision is about.
      return isInQuestion ? occurredAt > decidedAt : occurredAt >= decidedSecond;
    case "paid":
      return Math.min(occurredAt, fact.invoicedAt) >= decidedSecond;
    default:
      return occurredAt >= decidedSecond;
  }
}

function isInQuestion({ subscription }: Question, other: string | null, facts: BillingEvent[]): boolean {
  const has = (type: BillingFact["type"]) => facts.some(({ fact }) => fact.type === type);
  // A trial is paid for only when it is over.
  return subscription === null || other === subscription || has("bought") || (has("started") && has("paid"));
}

/** When a subscription ended; undefined where it goes on. At a tie the end wins. */
function findEnd(facts: BillingEvent[]): number | undefined {
  let end: { occurredAt: number; effectiveAt: number } | undefined;
  for (const { occurredAt, fact } of facts) {
    if (fact.type !== "ended") continue;
    const isLater =
      !end ||
      occurredAt > end.occurredAt ||
      (occurredAt === end.occurredAt && fact.effectiveAt > end.effectiveAt);
    if (isLater) end = { occurredAt, effectiveAt: fact.effectiveAt };
  }
  if (!end) return undefined;
  const { occurredAt: endedAt, effectiveAt } = end;
  const isReopened = facts.some(
    ({ occurredAt, fact: { type } }) => (type === "resumed" || type === "bought") && occurredAt > endedAt,
  );
  return isReopened ? undefined : effectiveAt;
}

/** An end that stood when the customer decided, in the portal for example. */
function findEarlierSchedule(own: BillingEvent[], facts: BillingEvent[]): BillingEvent | undefined {
  const before = own.filter((event) => !facts.includes(event));
  const last = before
    .filter(({ fact: { type } }) => type === "scheduled" || type === "resumed")
    .toSorted((a, b) => a.occurredAt - b.occurredAt)
    .at(-1);
  return last?.fact.type === "scheduled" ? last : undefined;
}

/** @param earlier a scheduled end that stood before: periods until then are paid by who leaves, too */
function isKept(facts: BillingEvent[], earlier: BillingEvent | undefined): boolean {
  const toSchedules = ({ occurredAt, fact }: BillingEvent) =>
    fact.type === "scheduled" ? [{ occurredAt, endsAt: fact.endsAt ?? 0 }] : [];
  const schedules = facts.flatMap(toSchedules);
  const paidSchedules = [...schedules, ...(earlier ? toSchedules(earlier) : [])];
  return facts.some(({ occurredAt, fact }) => {
    if (fact.type === "running") return schedules.some((schedule) => schedule.occurredAt < occurredAt);
    if (fact.type === "paid")
      return !paidSchedules.some(
        (schedule) => schedule.occurredAt <= occurredAt && fact.invoicedAt < schedule.endsAt,
      );
    return fact.type === "resumed" || fact.type === "bought";
  });
}
