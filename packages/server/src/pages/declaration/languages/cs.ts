import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Nepotřebujete k tomu účet.",
  name: "Vaše jméno",
  contractHint: "Název nebo číslo smlouvy",
  otherContract: "Jiná smlouva",
  email: "E-mailová adresa pro potvrzení",
  check: "Zkontrolujte prosím formulář.",
  nothingSent: "Zatím nebylo nic odesláno.",
  missingName: "Zadejte své jméno.",
  missingContract: "Zadejte název nebo číslo smlouvy.",
  missingEmail: "Zadejte e-mailovou adresu pro potvrzení.",
  tooLong: "Text je příliš dlouhý.",
  badEmail: "Zadejte e-mailovou adresu, například jmeno@example.com.",

  undoes: "Odstoupením se smlouva ruší od počátku.",
  afterConfirm:
    "Jakmile odstoupení potvrdíte, ihned vám zobrazíme potvrzení o přijetí a pošleme vám ho e-mailem.",
  refund: "Vrátíme vám, co vám podle zákona náleží.",

  mailOnItsWay: "Na adresu {email} posíláme potvrzení.",
  openLink: "Otevřete odkaz, který v něm najdete.",
  counts: "To, co jste odeslali, jsme už přijali a počítá se to od této chvíle.",
  linkShows: "Odkaz jen ukazuje, že je to od vás.",

  weReceived: "Přes naše webové stránky jsme obdrželi toto:",
  pleaseConfirm: "Potvrďte prosím zde, že je to od vás:",
  notYou: "Pokud to není od vás, dejte nám prosím vědět. Samotným tímto e-mailem nic nekončí.",

  confirmTitle: "Odeslali jste toto odstoupení od smlouvy vy?",
  confirmDoes:
    "Obdrželi jsme ho v čase uvedeném níže. Pokud jste ho odeslali vy, počítá se od té doby. Vaše odpověď nám jen ukáže, zda tomu tak je.",
  confirmHint: "Pokud to není od vás, dejte nám prosím vědět. Samotným otevřením této stránky nic nekončí.",
  confirmButton: "Ano, je to ode mě",
  notMe: "Ne, není to ode mě",
  notMeDoes: "Volba „Ne“ nic nepotvrzuje a přesměruje vás na naši podporu.",
  confirmed: "Potvrdili jste, že je to od vás.",
  unknownLink: "Tento odkaz nefunguje",
  unknownLinkText:
    "Možná je starý nebo neúplný. Otevřete prosím znovu náš e-mail, nebo formulář vyplňte ještě jednou. Pokud jsme vám už zobrazili potvrzení o přijetí, to, co jste odeslali, se stále počítá.",

  rejected: "Vaše odstoupení se nám nepodařilo přiřadit k žádné smlouvě",
  rejectedText: "Nic jsme kvůli tomu neukončili.",
  sendAgainText: "Kontaktujte nás prosím, nebo to odešlete znovu s jinými údaji, například s číslem smlouvy.",
  sendAgain: "Odeslat znovu",
};
