import { type Cancellation, isEnding } from "../../cancellation/cancellation.ts";
import type { Declaration } from "../../declarations/declaration.ts";
import { describeStanding, type Wording } from "../wording.ts";
import type { DeclarationTexts } from "./languages/en.ts";
import { describeLater, getLawWords } from "./law-words.ts";

/** A declaration, and the cancellation that it has led to. */
export interface Declared {
  declaration: Declaration;
  /** Undefined where the reader must not learn of it; null where there is none, or not any more. */
  cancellation: Cancellation | null | undefined;
  /** Milliseconds since the epoch. */
  now: number;
}

/** When the contract ends, once billing has confirmed that; before, that a wished date is a wish. */
export function describeEnd(
  declared: Declared,
  words: DeclarationTexts,
  wording: Wording,
): string | undefined {
  const { declaration, cancellation, now } = declared;
  const { preset, status, wishedEnd } = declaration;
  if (status === "rejected") return undefined;
  if (isForgotten(declared)) return undefined;
  const { otherEnd } = getLawWords(preset, words, wording.texts);
  if (status !== "matched" || !cancellation?.settlement?.confirmed)
    return describeLater(declaration, words, wording.texts);
  const standing = describeStanding(cancellation, wording, now);
  const end = findConfirmedEnd(declared)?.slice(0, 10);
  const isOther = end !== undefined && wishedEnd !== null && end !== wishedEnd;
  return isOther && otherEnd ? `${standing} ${otherEnd}` : standing;
}

/** Whether it is not known any more what billing has confirmed: a cancellation is kept for less time than its declaration. */
export function isForgotten({ declaration, cancellation }: Declared): boolean {
  return declaration.status === "matched" && cancellation === null;
}

/** The date that billing has confirmed, in ISO 8601; undefined before. */
export function findConfirmedEnd({
  declaration: { status },
  cancellation,
}: Pick<Declared, "declaration" | "cancellation">): string | undefined {
  const settlement = cancellation?.settlement ?? null;
  return status === "matched" && isEnding(settlement) ? (settlement?.effectiveAt ?? undefined) : undefined;
}

/** A receipt says that the contract is cancelled only once billing has said so. */
export function toReceiptTitle(declared: Declared, { cancelled, received }: Wording["texts"]): string {
  return findConfirmedEnd(declared) === undefined ? received : cancelled;
}
