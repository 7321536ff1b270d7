import type { Cancellation } from "../cancellation/cancellation.ts";
import type { Preset } from "../law-preset.ts";
import type { Texts } from "./languages/en.ts";
import type { Language } from "./languages.ts";
import type { Terms } from "./receipt-facts.ts";

/** The language and words of a page. */
export interface Wording {
  language: Language;
  preset: Preset | undefined;
  texts: Texts;
  /** What a law has the customer declare beside the contract: label and value. The wished end comes last. */
  facts: readonly (readonly [label: string, value: string])[];
}

/** Puts values into a text. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
}

/** The calendar date that billing named, in its own time zone: the same wherever the customer reads it. */
export function formatDate(iso: string, language: string): string {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return withOrdinal(
    new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(date),
    language,
  );
}

/** The same within a text, where it never breaks over two lines. */
export function formatDateInText(iso: string, language: string): string {
  return formatDate(iso, language).replaceAll(" ", "\u00a0");
}

/** Date, time and zone, e.g. `28 November 2026 at 01:13 UTC`. */
export function formatMoment(milliseconds: number, language: string, timeZone = "UTC"): string {
  const format = new Intl.DateTimeFormat(language, {
    ...{ year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit" },
    ...{ timeZoneName: "short", timeZone },
  });
  return withOrdinal(format.format(milliseconds), language);
}

/** In French the first of a month is "1er", which the runtimes' formats leave out. */
function withOrdinal(date: string, language: string): string {
  return /^fr\b/.test(language) ? date.replace(/^1 /, "1er ") : date;
}

export function formatSeconds(seconds: number, language: string): string {
  return new Intl.NumberFormat(language, { style: "unit", unit: "second" }).format(seconds);
}

type Standing = Pick<Cancellation, "decision" | "settlement" | "revision">;

/**
 * What a page may say about a decision: that the subscription ends only if billing has confirmed it and named
 * the date, and that the decision was received in every other case.
 *
 * @param now milliseconds since the epoch
 */
export function describeStanding(standing: Standing, wording: Wording, now: number): string {
  return describeInLines(standing, wording, now).join(" ");
}

/**
 * The same with each thing on a line of its own: while billing decides, what may still be paid, and when to look
 * again. The payment is dated if the terms say when it is due.
 *
 * @param now milliseconds since the epoch
 */
export function describeInLines(
  { decision, settlement, revision }: Standing,
  { language, preset, texts }: Wording,
  now: number,
  terms?: Terms | null,
): string[] {
  const withDate = (text: string, iso: string) => fill(text, { date: formatDateInText(iso, language) });
  if (settlement?.confirmed) {
    const { outcome, effectiveAt } = settlement;
    if (outcome === "recovered") return [texts.recovered];
    if (effectiveAt !== null)
      return [withDate(Date.parse(effectiveAt) > now ? texts.ends : texts.ended, effectiveAt)];
  }
  if (decision?.outcome === "recovered") {
    // Only of what billing lists as still to be cancelled it is known that nothing ends it already.
    const isRunning = terms != null && revision <= 1 && !settlement?.confirmed;
    return [isRunning ? `${texts.stayPending} ${texts.keepPending}` : texts.keepPending];
  }
  // After a withdrawal the law decides what is owed.
  if (preset === "eu-withdrawal") return [texts.pending];
  const payment = terms?.renewsAt ? withDate(texts.pendingDue, terms.renewsAt) : texts.pendingPayment;
  return [texts.pending, payment, texts.pendingEnd];
}
