import { expect, test } from "vitest";
import { loadTexts } from "../src/language.ts";
import { toMessages } from "../src/messages.ts";

/** Article 11a(1) of Directive 2011/83/EU, in each language of the Official Journal. */
const directiveWords = {
  bg: "Откажете се от договора тук",
  cs: "Zde odstoupit od smlouvy",
  da: "Fortryd aftale",
  de: "Vertrag widerrufen",
  el: "Πατήστε εδώ για υπαναχώρηση",
  en: "Withdraw from contract here",
  es: "Desistir del contrato aquí",
  et: "Taganen lepingust",
  fi: "Peruuta sopimus tästä",
  fr: "Renoncer au contrat ici",
  ga: "Tarraing siar ón gconradh anseo",
  hr: "Odustati od ugovora",
  hu: "Elállás a szerződéstől",
  it: "Recedere dal contratto qui",
  lt: "Atsisakyti sutarties čia",
  lv: "Atteikties no līguma",
  mt: "Irtira mill-kuntratt hawnhekk",
  nl: "Hier de overeenkomst herroepen",
  pl: "Odstąp od umowy tutaj",
  "pt-PT": "Retrate-se do contrato aqui",
  ro: "Retrageți-vă din contract aici",
  sk: "Odstúpiť od zmluvy tu",
  sl: "Kliknite tukaj za odstop od pogodbe",
  sv: "Ångra avtalet här",
};

test.each(Object.entries(directiveWords))(
  "the label for withdrawing has the directive's words in %s",
  async (language, words) => {
    expect(toMessages(await loadTexts(language), {}).withdraw).toBe(words);
  },
);
