import { describe, expect, test } from "vitest";
import { texts as english } from "../../src/pages/languages/en.ts";
import { findLanguage, getDirection, languages, loadTexts } from "../../src/pages/languages.ts";
import { fill, formatDate, formatMoment, formatSeconds } from "../../src/pages/wording.ts";

const names = Object.keys(english) as (keyof typeof english)[];
const others = languages.filter((language) => language !== "en");

/** Words that two languages share. */
const sameWord = new Set(["da reference", "it account", "nl account", "ro withdrawWhat"]);

function placeholdersOf(text: string): string[] {
  return (text.match(/\{\w+\}/g) ?? []).toSorted();
}

test("there are thirty-three languages", () => {
  expect(languages.toSorted().join(" ")).toBe(
    "ar bg cs da de el en es et fi fr ga he hr hu it ja ko lt lv mt nb nl pl pt pt-PT ro sk sl sv tr zh zh-Hant",
  );
});

describe.each(others)("%s", (language) => {
  test("has every text and no other, each with what is to be put in", async () => {
    const texts = await loadTexts(language);
    expect(Object.keys(texts)).toEqual(names);
    for (const name of names) {
      expect(texts[name].trim(), name).not.toBe("");
      expect(placeholdersOf(texts[name]), name).toEqual(placeholdersOf(english[name]));
    }
  });

  test("has nothing that was left in English", async () => {
    const texts = await loadTexts(language);
    const left = names.filter(
      (name) => texts[name] === english[name] && !sameWord.has(`${language} ${name}`),
    );
    expect(left).toEqual([]);
  });

  test("ends a sentence with one full stop, also after an abbreviation or a date", async () => {
    const { ends, ended, withdrawEnds, withdrawEnded, tooOften } = await loadTexts(language);
    const values = { date: formatDate("2026-12-01", language), time: formatSeconds(5, language) };
    for (const text of [ends, ended, withdrawEnds, withdrawEnded, tooOften]) {
      expect(fill(text, values)).toMatch(/[^.]\.$|。$/);
      expect(fill(text, values)).not.toContain("..");
    }
  });

  test("says in the same words wherever nothing is cancelled, and not where that isn't known", async () => {
    const texts = await loadTexts(language);
    expect(texts.refused.startsWith(texts.nothingYet)).toBe(true);
    expect(texts.unread).toContain(texts.nothingYet);
    expect(texts.unreachable).not.toContain(texts.nothingYet);
  });

  test("tells withdrawing from cancelling", async () => {
    const texts = await loadTexts(language);
    expect(texts.withdrawConfirm).not.toBe(texts.confirm);
    expect(texts.withdrawTitle).not.toBe(texts.title);
    expect(texts.withdrawReceived).not.toBe(texts.received);
  });
});

test.each([
  ["de", "de"],
  ["de-AT", "de"],
  ["DE_ch", "de"],
  ["no", "nb"],
  ["nn-NO", "nb"],
  ["iw", "he"],
  ["ga-IE", "ga"],
  ["lv-LV", "lv"],
  ["ro-MD", "ro"],
  ["zh", "zh"],
  ["zh-CN", "zh"],
  ["zh-SG", "zh"],
  ["zh-Hans-HK", "zh"],
  ["zh-Hant", "zh-Hant"],
  ["zh-Hant-TW", "zh-Hant"],
  ["zh_TW", "zh-Hant"],
  ["zh-HK", "zh-Hant"],
  ["zh-MO", "zh-Hant"],
  ["pt", "pt"],
  ["pt-BR", "pt"],
  ["PT_br", "pt"],
  ["pt-PT", "pt-PT"],
  ["pt-AO", "pt-PT"],
  ["sw", undefined],
  ["", undefined],
  ["*", undefined],
  ["constructor", undefined],
  ["__proto__", undefined],
  ["../de", undefined],
  [42, undefined],
  [null, undefined],
])("%j is spoken as %s", (tag, language) => {
  expect(findLanguage(tag)).toBe(language);
});

test("Arabic and Hebrew run from right to left, and no other", () => {
  expect(languages.filter((language) => getDirection(language) === "rtl").toSorted()).toEqual(["ar", "he"]);
});

test.each([
  ["bg", "Потвърждавам отказа"],
  ["cs", "Potvrdit odstoupení od smlouvy"],
  ["da", "Bekræft fortrydelse"],
  ["de", "Widerruf bestätigen"],
  ["el", "Επιβεβαίωση υπαναχώρησης"],
  ["en", "Confirm withdrawal"],
  ["es", "Confirmar desistimiento"],
  ["et", "Kinnitan taganemise"],
  ["fi", "Vahvista peruuttaminen"],
  ["fr", "Confirmer la rétractation"],
  ["ga", "Dearbhaigh an tarraingt siar"],
  ["hr", "Potvrditi odustajanje"],
  ["hu", "Elállás megerősítése"],
  ["it", "Conferma recesso"],
  ["lt", "Patvirtinti sutarties atsisakymą"],
  ["lv", "Apstiprināt atteikumu"],
  ["mt", "Ikkonferma r-reċess"],
  ["nl", "Herroeping bevestigen"],
  ["pl", "Potwierdź odstąpienie od umowy"],
  ["pt-PT", "Confirmar retratação"],
  ["ro", "Confirmați retragerea"],
  ["sk", "Potvrdiť odstúpenie od zmluvy"],
  ["sl", "Potrdi odstop od pogodbe"],
  ["sv", "Bekräfta frånträde"],
] as const)(
  "the control that confirms a withdrawal has the directive's words in %s",
  async (language, words) => {
    expect((await loadTexts(language)).withdrawConfirm).toBe(words);
  },
);

test("French dates have an ordinal on the first of a month alone", () => {
  expect(formatDate("2030-07-01", "fr")).toBe("1er juillet 2030");
  expect(formatDate("2030-07-11", "fr")).toBe("11 juillet 2030");
  expect(formatMoment(Date.UTC(2030, 6, 1, 9), "fr-CA")).toMatch(/^1er juillet 2030/);
  expect(formatDate("2030-07-01", "de")).toBe("1. Juli 2030");
});
