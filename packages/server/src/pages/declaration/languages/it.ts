import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Per farlo non ti serve un account.",
  name: "Il tuo nome",
  contractHint: "Nome o numero del contratto",
  otherContract: "Un altro contratto",
  email: "Indirizzo email per la conferma",
  check: "Controlla il modulo.",
  nothingSent: "Non è ancora stato inviato nulla.",
  missingName: "Inserisci il tuo nome.",
  missingContract: "Inserisci il nome o il numero del contratto.",
  missingEmail: "Inserisci un indirizzo email per la conferma.",
  tooLong: "Il testo è troppo lungo.",
  badEmail: "Inserisci un indirizzo email come nome@example.com.",

  undoes: "Il recesso scioglie il contratto fin dall’inizio.",
  afterConfirm: "Appena confermi, ti mostriamo una ricevuta e te la inviamo per email.",
  refund: "Ti rimborsiamo quanto ti spetta per legge.",

  mailOnItsWay: "Stiamo inviando una conferma a {email}.",
  openLink: "Apri il link che contiene.",
  counts: "La tua dichiarazione è già arrivata e conta da ora.",
  linkShows: "Il link mostra solo che viene da te.",

  weReceived: "Abbiamo ricevuto questa dichiarazione tramite il nostro sito:",
  pleaseConfirm: "Conferma qui che la dichiarazione viene da te:",
  notYou: "Se la dichiarazione non viene da te, faccelo sapere. Questa email da sola non pone fine a nulla.",

  confirmTitle: "Questo recesso viene da te?",
  confirmDoes:
    "Lo abbiamo ricevuto all’ora indicata sotto. Se viene da te, conta da allora. La tua risposta ci mostra solo se è così.",
  confirmHint:
    "Se la dichiarazione non viene da te, faccelo sapere. Aprire questa pagina non pone fine a nulla.",
  confirmButton: "Sì, viene da me",
  notMe: "No, non viene da me",
  notMeDoes: "«No» non conferma nulla e ti porta alla nostra assistenza.",
  confirmed: "Hai confermato che viene da te.",
  unknownLink: "Questo link non funziona",
  unknownLinkText:
    "Forse è vecchio o incompleto. Apri di nuovo la nostra email, oppure compila ancora una volta il modulo. Se ti abbiamo già mostrato una ricevuta, la tua dichiarazione conta ancora.",

  rejected: "Non abbiamo potuto associare il tuo recesso a un contratto",
  rejectedText: "Non abbiamo messo fine a nulla in base a questa dichiarazione.",
  sendAgainText:
    "Contattaci, oppure invia di nuovo la dichiarazione con altri dati, come il numero del contratto.",
  sendAgain: "Invia di nuovo",
};
