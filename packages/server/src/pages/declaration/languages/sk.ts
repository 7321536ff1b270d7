import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Nepotrebujete na to účet.",
  name: "Vaše meno",
  contractHint: "Názov alebo číslo zmluvy",
  otherContract: "Iná zmluva",
  email: "E-mailová adresa, na ktorú pošleme potvrdenie",
  check: "Skontrolujte formulár.",
  nothingSent: "Zatiaľ sa nič neodoslalo.",
  missingName: "Zadajte svoje meno.",
  missingContract: "Zadajte názov alebo číslo zmluvy.",
  missingEmail: "Zadajte e-mailovú adresu, na ktorú pošleme potvrdenie.",
  tooLong: "Text je príliš dlhý.",
  badEmail: "Zadajte e-mailovú adresu, napríklad meno@example.com.",

  undoes: "Odstúpením sa zmluva ruší od začiatku.",
  afterConfirm: "Po potvrdení vám ihneď ukážeme potvrdenie o prijatí a pošleme vám ho e-mailom.",
  refund: "Vrátime vám, čo vám podľa zákona patrí.",

  mailOnItsWay: "Na adresu {email} posielame potvrdenie.",
  openLink: "Otvorte odkaz, ktorý v ňom nájdete.",
  counts: "To, čo ste odoslali, sme už prijali a počíta sa to od tejto chvíle.",
  linkShows: "Odkaz len ukazuje, že je to od vás.",

  weReceived: "Cez našu webovú stránku sme dostali toto:",
  pleaseConfirm: "Potvrďte tu, že je to od vás:",
  notYou: "Ak to nie je od vás, dajte nám vedieť. Samotným týmto e-mailom sa nič nekončí.",

  confirmTitle: "Odoslali ste toto odstúpenie od zmluvy vy?",
  confirmDoes:
    "Dostali sme ho v čase uvedenom nižšie. Ak ste ho odoslali vy, počíta sa odvtedy. Vaša odpoveď nám iba ukáže, či je to tak.",
  confirmHint: "Ak to nie je od vás, dajte nám vedieť. Samotným otvorením tejto stránky sa nič nekončí.",
  confirmButton: "Áno, je to odo mňa",
  notMe: "Nie, nie je to odo mňa",
  notMeDoes: "Voľba „Nie“ nič nepotvrdzuje a presmeruje vás na našu podporu.",
  confirmed: "Potvrdili ste, že je to od vás.",
  unknownLink: "Tento odkaz nefunguje",
  unknownLinkText:
    "Možno je starý alebo neúplný. Otvorte znova náš e-mail alebo ešte raz vyplňte formulár. Ak sme vám už ukázali potvrdenie o prijatí, to, čo ste odoslali, sa stále počíta.",

  rejected: "Vaše odstúpenie sa nám nepodarilo priradiť k zmluve",
  rejectedText: "Na tomto základe sme nič neukončili.",
  sendAgainText: "Kontaktujte nás alebo to pošlite znova s inými údajmi, napríklad s číslom zmluvy.",
  sendAgain: "Poslať znova",
};
