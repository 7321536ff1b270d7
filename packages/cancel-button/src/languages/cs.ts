import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Zrušit předplatné",
  busy: "Okamžik…",
  retry: "Zkusit znovu",
  fallbackLink: "Zrušit jiným způsobem",
  failed: "To se nepodařilo. Zkuste to znovu.",
  not_identified: "Přihlaste se a zkuste to znovu.",
  rate_limited: "Příliš mnoho pokusů. Zkuste to později.",
  unconfirmed: "Vaše odpověď ještě není potvrzena. Zkuste to znovu.",
  refused: "Vaši odpověď se nepodařilo zpracovat.",
  ends: "Vaše předplatné skončí {date}.",
  received: "Vaše zrušení předplatného jsme přijali.",
  recovered: "Vaše předplatné pokračuje. Děkujeme, že zůstáváte!",
  pending: "Vaši odpověď jsme obdrželi. Nic dalšího dělat nemusíte.",
  keepLink: "Ponechat předplatné",
  withdraw: "Zde odstoupit od smlouvy",
  waiting: "Dokončete to prosím v druhém okně.",
  showWindow: "Zobrazit okno",
});
