import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Za to ne potrebujete uporabniškega računa.",
  name: "Vaše ime in priimek",
  contractHint: "Ime ali številka pogodbe",
  email: "E-poštni naslov za potrdilo",
  check: "Preverite obrazec. Nič še ni bilo poslano.",
  missing: "Izpolnite to polje.",
  tooLong: "Besedilo je predolgo.",
  badEmail: "Vnesite e-poštni naslov, na primer ime@example.com.",
  badDate: "Vnesite datum, ki še ni pretekel, na primer 2027-01-31.",

  mailOnItsWay: "Na naslov {email} pošiljamo potrdilo.",
  openLink: "Odprite povezavo v njem. Tako bomo vedeli, da izjava prihaja od vas.",

  weReceived: "Prek svojega spletnega mesta smo prejeli to izjavo:",
  endDateLater: "Pisali vam bomo, takoj ko bo datum konca določen.",
  pleaseConfirm: "Tukaj potrdite, da izjava prihaja od vas:",
  notYou: "Če izjava ne prihaja od vas, nam to sporočite. Samo zaradi tega e-sporočila se nič ne konča.",

  confirmTitle: "Ali ta izjava prihaja od vas?",
  confirmButton: "Da, prihaja od mene",
  confirmed: "Hvala, prejeli smo vašo potrditev",
};
