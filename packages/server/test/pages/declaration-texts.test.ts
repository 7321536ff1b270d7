import { describe, expect, test } from "vitest";
import { texts as english } from "../../src/pages/declaration/languages/en.ts";
import { loadDeclarationTexts } from "../../src/pages/declaration/texts.ts";
import { languages } from "../../src/pages/languages.ts";

const names = Object.keys(english) as (keyof typeof english)[];

function failOnReport(error: unknown): void {
  throw error;
}

const spoken = languages.map(async (language) => ({
  language: language as string,
  texts: await loadDeclarationTexts(language, failOnReport),
}));

const translations = (await Promise.all(spoken)).filter(({ language }) => language !== "en");

test("loads English as it stands", async () => {
  expect(await loadDeclarationTexts("en", failOnReport)).toBe(english);
});

test("no two languages share a file", () => {
  const all = translations.map(({ texts }) => JSON.stringify(texts));
  expect(new Set(all).size).toBe(all.length);
});

describe.each(translations)("$language", ({ texts }) => {
  test("has every text and no other, in the order of English", () => {
    expect(Object.keys(texts)).toEqual(names);
  });

  test("has nothing that is empty or was left in English", () => {
    const left = names.filter((name) => texts[name] === "" || texts[name] === english[name]);
    expect(left).toEqual([]);
    for (const name of names) expect(texts[name].trim(), name).toBe(texts[name]);
  });

  test("has what is to be put in, and nothing else", () => {
    for (const name of names)
      expect(placeholdersOf(texts[name]), name).toEqual(placeholdersOf(english[name]));
  });

  test("gives an example that can be typed as it stands", () => {
    expect(texts.badEmail).toMatch(/[a-z]+@example\.com/);
  });

  test("leads on with a colon to what follows", () => {
    expect(texts.weReceived).toMatch(/[:：]$/);
    expect(texts.pleaseConfirm).toMatch(/[:：]$/);
  });
});

function placeholdersOf(text: string): string[] {
  return (text.match(/\{\w+\}/g) ?? []).toSorted();
}
