import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Nepotřebujete k tomu účet.",
  name: "Vaše jméno",
  contractHint: "Název nebo číslo smlouvy",
  email: "E-mailová adresa pro potvrzení",
  check: "Zkontrolujte prosím formulář. Zatím nebylo nic odesláno.",
  missing: "Vyplňte toto pole.",
  tooLong: "Text je příliš dlouhý.",
  badEmail: "Zadejte e-mailovou adresu, například jmeno@example.com.",
  badDate: "Zadejte datum, které není v minulosti, například 2027-01-31.",

  mailOnItsWay: "Na adresu {email} posíláme potvrzení.",
  openLink: "Otevřete odkaz, který v něm najdete, abychom věděli, že je to od vás.",

  weReceived: "Přes naše webové stránky jsme obdrželi toto:",
  endDateLater: "Jakmile bude datum konce určeno, napíšeme vám.",
  pleaseConfirm: "Potvrďte prosím zde, že je to od vás:",
  notYou: "Pokud to není od vás, dejte nám prosím vědět. Samotným tímto e-mailem nic nekončí.",

  confirmTitle: "Je to od vás?",
  confirmButton: "Ano, je to ode mě",
  confirmed: "Děkujeme, vaše potvrzení jsme přijali",
};
