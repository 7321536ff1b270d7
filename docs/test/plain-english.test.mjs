import { expect, test } from "vitest";
import { englishTexts } from "../../packages/cancel-button/src/messages.ts";
import { texts as pages } from "../../packages/server/src/pages/languages/en.ts";

const texts = [...Object.values(pages), ...englishTexts];
/** Labels and headings have no full stop, and a sentence each. */
const sentences = texts.flatMap((text) => text.split(/(?<=[.?!])\s+/));

const wordsOf = (text) => text.replaceAll(/\{\w+\}/g, "it").match(/[\p{L}’]+/gu) ?? [];

/** Groups of vowels, without a silent "e" or "ed" at the end. */
function countSyllables(word) {
  const spoken = word.toLowerCase().replace(/(?<![aeioult])e[ds]?$/, "");
  return Math.max(1, spoken.match(/[aeiouy]+/g)?.length ?? 1);
}

/** The Flesch–Kincaid grade: years at an American school that a reader needs (https://apps.dtic.mil/sti/citations/ADA006655). */
function computeGrade(parts) {
  const words = parts.flatMap(wordsOf);
  const syllables = words.reduce((sum, word) => sum + countSyllables(word), 0);
  return (0.39 * words.length) / parts.length + (11.8 * syllables) / words.length - 15.59;
}

test("what customers read is plain", () => {
  const grade = computeGrade(sentences.filter((sentence) => /[.?!]$/.test(sentence)));
  expect(grade).toBeLessThan(7);
});

test("no sentence that customers read has more than twenty words", () => {
  expect(sentences.filter((sentence) => wordsOf(sentence).length > 20)).toEqual([]);
});

test("customers read none of our own words", () => {
  const jargon =
    /\b(billing|tokens?|sessions?|servers?|pass(ing|ed)? on|outcomes?|events?|workspace|redirect\w*|invalid|flows?|churn\w*|settle\w*|identif\w+|authenticat\w+|initiat\w+|terminat\w+|prior to|in order to)\b/i;
  expect(texts.filter((text) => jargon.test(text))).toEqual([]);
});

test("the grade tells plain from difficult English", () => {
  expect(computeGrade(["The cat sat on the mat."])).toBeLessThan(1);
  const difficult =
    "Termination of the contractual relationship necessitates confirmation of the aforementioned declaration.";
  expect(computeGrade([difficult])).toBeGreaterThan(18);
});
