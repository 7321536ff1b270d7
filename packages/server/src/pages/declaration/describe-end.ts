import type { Cancellation } from "../../cancellation/cancellation.ts";
import type { Declaration } from "../../declarations/declaration.ts";
import { describeStanding, type Wording } from "../wording.ts";
import type { DeclarationTexts } from "./languages/en.ts";
import { getLawWords } from "./law-words.ts";

/** A declaration, and the cancellation that it has led to. */
export interface Declared {
  declaration: Declaration;
  cancellation: Cancellation | undefined;
  /** Milliseconds since the epoch. */
  now: number;
}

/** When the contract ends, once billing has confirmed that; before, that a wished date is a wish. */
export function describeEnd(
  { declaration: { preset, status }, cancellation, now }: Declared,
  words: DeclarationTexts,
  wording: Wording,
): string | undefined {
  if (status === "rejected") return undefined;
  if (status === "matched" && cancellation?.settlement?.confirmed)
    return describeStanding(cancellation, wording, now);
  return getLawWords(preset, words, wording.texts).endLater;
}
