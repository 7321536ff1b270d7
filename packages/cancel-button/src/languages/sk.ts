import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Zrušiť predplatné",
  busy: "Chvíľočku…",
  retry: "Skúsiť znova",
  fallbackLink: "Zrušiť iným spôsobom",
  failed: "Nepodarilo sa to. Skúste to znova.",
  not_identified: "Prihláste sa a skúste to znova.",
  rate_limited: "Príliš veľa pokusov. Skúste to neskôr.",
  unconfirmed: "Vaša odpoveď ešte nie je potvrdená. Skúste to znova.",
  refused: "Vašu odpoveď sa nepodarilo spracovať.",
  ends: "Vaše predplatné sa skončí {date}.",
  received: "Prijali sme zrušenie vášho predplatného.",
  recovered: "Vaše predplatné pokračuje. Ďakujeme, že zostávate!",
  pending: "Prijali sme vašu odpoveď. Nemusíte robiť nič ďalšie.",
  keepLink: "Ponechať predplatné",
  withdraw: "Odstúpiť od zmluvy tu",
  waiting: "Pokračujte v druhom okne.",
  showWindow: "Zobraziť okno",
});
