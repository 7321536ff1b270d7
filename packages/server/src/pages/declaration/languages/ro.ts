import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Nu aveți nevoie de un cont pentru aceasta.",
  name: "Numele dvs.",
  contractHint: "Denumirea sau numărul contractului",
  otherContract: "Alt contract",
  email: "Adresa de e-mail pentru confirmare",
  check: "Verificați formularul.",
  nothingSent: "Încă nu s-a trimis nimic.",
  missingName: "Introduceți numele dvs.",
  missingContract: "Introduceți denumirea sau numărul contractului.",
  missingEmail: "Introduceți o adresă de e-mail pentru confirmare.",
  tooLong: "Textul este prea lung.",
  badEmail: "Introduceți o adresă de e-mail, de exemplu nume@example.com.",

  undoes: "Retragerea desființează contractul de la început.",
  afterConfirm: "După ce confirmați, vă afișăm imediat o confirmare de primire și v-o trimitem prin e-mail.",
  refund: "Vă rambursăm ceea ce vi se cuvine prin lege.",

  mailOnItsWay: "Trimitem o confirmare la {email}.",
  openLink: "Deschideți linkul din ea.",
  counts: "Am primit deja declarația dvs., iar ea contează de acum.",
  linkShows: "Linkul arată doar că vine de la dvs.",

  weReceived: "Am primit această declarație prin site-ul nostru:",
  pleaseConfirm: "Confirmați aici că declarația vine de la dvs.:",
  notYou: "Dacă declarația nu vine de la dvs., spuneți-ne. Numai prin acest e-mail nu încetează nimic.",

  confirmTitle: "Această retragere vine de la dvs.?",
  confirmDoes:
    "Am primit-o la ora de mai jos. Dacă vine de la dvs., contează de atunci. Răspunsul dvs. ne arată doar dacă este așa.",
  confirmHint:
    "Dacă declarația nu vine de la dvs., spuneți-ne. Numai prin deschiderea acestei pagini nu încetează nimic.",
  confirmButton: "Da, vine de la mine",
  notMe: "Nu, nu vine de la mine",
  notMeDoes: "„Nu” nu confirmă nimic și vă duce la asistența noastră.",
  confirmed: "Ați confirmat că declarația vine de la dvs.",
  unknownLink: "Acest link nu funcționează",
  unknownLinkText:
    "Poate fi vechi sau incomplet. Deschideți din nou e-mailul nostru sau completați formularul încă o dată. Dacă v-am afișat deja o confirmare de primire, declarația dvs. contează în continuare.",

  rejected: "Nu am putut asocia retragerea dvs. cu un contract",
  rejectedText: "Pe baza acestei declarații nu am pus capăt niciunui contract.",
  sendAgainText:
    "Contactați-ne sau trimiteți din nou declarația cu alte date, de exemplu cu numărul contractului.",
  sendAgain: "Trimiteți din nou",
};
