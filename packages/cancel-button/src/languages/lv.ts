import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Atcelt abonementu",
  busy: "Uzgaidiet…",
  retry: "Mēģināt vēlreiz",
  fallbackLink: "Atcelt citādi",
  failed: "Tas neizdevās. Lūdzu, mēģiniet vēlreiz.",
  not_identified: "Lūdzu, piesakieties un mēģiniet vēlreiz.",
  rate_limited: "Pārāk daudz mēģinājumu. Lūdzu, mēģiniet vēlāk.",
  unconfirmed: "Jūsu atbilde vēl nav apstiprināta. Lūdzu, mēģiniet vēlreiz.",
  refused: "Jūsu atbildi neizdevās apstrādāt.",
  ends: "Jūsu abonements beidzas šajā datumā: {date}.",
  received: "Esam saņēmuši jūsu atcelšanas pieprasījumu.",
  recovered: "Jūsu abonements turpinās. Paldies, ka paliekat!",
  pending: "Esam saņēmuši jūsu atbildi. Jums vairs nekas nav jādara.",
  keepLink: "Saglabāt manu abonementu",
  withdraw: "Atteikties no līguma",
  waiting: "Turpiniet otrā logā.",
  showWindow: "Rādīt logu",
});
