import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Du behöver inget konto för detta.",
  name: "Ditt namn",
  contractHint: "Avtalets namn eller nummer",
  email: "E-postadress för bekräftelsen",
  check: "Kontrollera formuläret. Inget har skickats ännu.",
  missing: "Fyll i fältet.",
  tooLong: "Texten är för lång.",
  badEmail: "Ange en e-postadress, till exempel namn@example.com.",
  badDate: "Ange ett datum som inte har passerat, till exempel 2027-01-31.",

  mailOnItsWay: "Vi skickar en bekräftelse till {email}.",
  openLink: "Öppna länken i den, så vet vi att detta kommer från dig.",

  weReceived: "Vi har tagit emot detta via vår webbplats:",
  endDateLater: "Vi skriver till dig så snart slutdatumet är bestämt.",
  pleaseConfirm: "Bekräfta här att detta kommer från dig:",
  notYou:
    "Hör av dig till oss om detta inte kommer från dig. Inget upphör enbart på grund av det här mejlet.",

  confirmTitle: "Kommer detta från dig?",
  confirmButton: "Ja, det kommer från mig",
  confirmed: "Tack, vi har tagit emot din bekräftelse",
};
