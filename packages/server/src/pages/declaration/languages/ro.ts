import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Nu aveți nevoie de un cont pentru aceasta.",
  name: "Numele dvs.",
  contractHint: "Denumirea sau numărul contractului",
  email: "Adresa de e-mail pentru confirmare",
  check: "Verificați formularul. Încă nu s-a trimis nimic.",
  missing: "Completați acest câmp.",
  tooLong: "Textul este prea lung.",
  badEmail: "Introduceți o adresă de e-mail, de exemplu nume@example.com.",
  badDate: "Introduceți o dată care nu a trecut, de exemplu 2027-01-31.",

  mailOnItsWay: "Trimitem o confirmare la {email}.",
  openLink: "Deschideți linkul din ea, ca să știm că declarația vine de la dvs.",

  weReceived: "Am primit această declarație prin site-ul nostru:",
  endDateLater: "Vă scriem imediat ce este stabilită data încetării.",
  pleaseConfirm: "Confirmați aici că declarația vine de la dvs.:",
  notYou: "Dacă declarația nu vine de la dvs., spuneți-ne. Numai prin acest e-mail nu încetează nimic.",

  confirmTitle: "Această declarație vine de la dvs.?",
  confirmButton: "Da, vine de la mine",
  confirmed: "Vă mulțumim, am primit confirmarea dvs.",
};
