import type { Texts } from "../messages.ts";

export const texts: Texts = [
  "Zrušit předplatné",
  "Okamžik…",
  "Zkusit znovu",
  "Zrušit jiným způsobem",
  "To se nepodařilo. Zkuste to znovu.",
  "Přihlaste se a zkuste to znovu.",
  "Příliš mnoho pokusů. Zkuste to později.",
  "Vaše odpověď ještě není potvrzena. Zkuste to znovu.",
  "Vaši odpověď se nepodařilo zpracovat.",
  "Vaše předplatné skončí {date}.",
  "Přijali jsme vaše zrušení.",
  "Zůstáváte. Děkujeme!",
  "Vaši odpověď jsme obdrželi. Nic dalšího dělat nemusíte.",
  "Odstoupit od smlouvy zde",
];
