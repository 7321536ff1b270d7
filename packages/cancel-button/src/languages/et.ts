import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Tühista tellimus",
  busy: "Üks hetk…",
  retry: "Proovi uuesti",
  fallbackLink: "Tühista muul viisil",
  failed: "See ei õnnestunud. Palun proovige uuesti.",
  not_identified: "Palun logige sisse ja proovige uuesti.",
  rate_limited: "Liiga palju katseid. Palun proovige hiljem uuesti.",
  unconfirmed: "Teie vastus ei ole veel kinnitatud. Palun proovige uuesti.",
  refused: "Teie vastust ei õnnestunud töödelda.",
  ends: "Teie tellimuse lõppkuupäev on {date}.",
  received: "Saime teie tühistamisavalduse kätte.",
  recovered: "Teie tellimus jätkub. Täname, et jääte!",
  pending: "Saime teie vastuse kätte. Te ei pea rohkem midagi tegema.",
  keepLink: "Jätka tellimust",
  withdraw: "Taganen lepingust",
  waiting: "Jätkake teises aknas.",
  showWindow: "Näita akent",
});
