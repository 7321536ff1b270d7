import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Nepotrebujete na to účet.",
  name: "Vaše meno",
  contractHint: "Názov alebo číslo zmluvy",
  email: "E-mailová adresa, na ktorú pošleme potvrdenie",
  check: "Skontrolujte formulár. Zatiaľ sa nič neodoslalo.",
  missing: "Vyplňte toto pole.",
  tooLong: "Text je príliš dlhý.",
  badEmail: "Zadajte e-mailovú adresu, napríklad meno@example.com.",
  badDate: "Zadajte dátum, ktorý nie je v minulosti, napríklad 2027-01-31.",

  mailOnItsWay: "Na adresu {email} posielame potvrdenie.",
  openLink: "Otvorte odkaz, ktorý v ňom nájdete, aby sme vedeli, že je to od vás.",

  weReceived: "Cez našu webovú stránku sme dostali toto:",
  endDateLater: "Napíšeme vám, len čo bude určený dátum ukončenia.",
  pleaseConfirm: "Potvrďte tu, že je to od vás:",
  notYou: "Ak to nie je od vás, dajte nám vedieť. Samotným týmto e-mailom sa nič nekončí.",

  confirmTitle: "Je to od vás?",
  confirmButton: "Áno, je to odo mňa",
  confirmed: "Ďakujeme, vaše potvrdenie sme prijali",
};
