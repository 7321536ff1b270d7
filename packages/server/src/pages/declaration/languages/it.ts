import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Per farlo non ti serve un account.",
  name: "Il tuo nome",
  contractHint: "Nome o numero del contratto",
  email: "Indirizzo email per la conferma",
  check: "Controlla il modulo. Non è ancora stato inviato nulla.",
  missing: "Compila questo campo.",
  tooLong: "Il testo è troppo lungo.",
  badEmail: "Inserisci un indirizzo email come nome@example.com.",
  badDate: "Inserisci una data che non sia già passata, come 2027-01-31.",

  mailOnItsWay: "Stiamo inviando una conferma a {email}.",
  openLink: "Apri il link che contiene: così sappiamo che la dichiarazione viene da te.",

  weReceived: "Abbiamo ricevuto questa dichiarazione tramite il nostro sito:",
  endDateLater: "Ti scriveremo appena la data di fine sarà stabilita.",
  pleaseConfirm: "Conferma qui che la dichiarazione viene da te:",
  notYou: "Se la dichiarazione non viene da te, faccelo sapere. Questa email da sola non pone fine a nulla.",

  confirmTitle: "Questa dichiarazione viene da te?",
  confirmButton: "Sì, viene da me",
  confirmed: "Grazie, abbiamo ricevuto la tua conferma",
};
