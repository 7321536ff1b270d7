import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Odpovej naročnino",
  busy: "Trenutek …",
  retry: "Poskusi znova",
  fallbackLink: "Odpoved na drug način",
  failed: "Ni uspelo. Poskusite znova.",
  not_identified: "Prijavite se in poskusite znova.",
  rate_limited: "Preveč poskusov. Poskusite pozneje.",
  unconfirmed: "Vaš odgovor še ni potrjen. Poskusite znova.",
  refused: "Vašega odgovora ni bilo mogoče obdelati.",
  ends: "Vaša naročnina se konča na ta dan: {date}.",
  received: "Prejeli smo vašo odpoved.",
  recovered: "Vaša naročnina se nadaljuje. Hvala, ker ostajate z nami!",
  pending: "Prejeli smo vaš odgovor. Ničesar več vam ni treba storiti.",
  keepLink: "Obdrži naročnino",
  withdraw: "Kliknite tukaj za odstop od pogodbe",
  waiting: "Nadaljujte v drugem oknu.",
  showWindow: "Prikaži okno",
});
