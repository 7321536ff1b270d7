import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Du behöver inget konto för detta.",
  name: "Ditt namn",
  contractHint: "Avtalets namn eller nummer",
  otherContract: "Ett annat avtal",
  email: "E-postadress för bekräftelsen",
  check: "Kontrollera formuläret.",
  nothingSent: "Inget har skickats ännu.",
  missingName: "Ange ditt namn.",
  missingContract: "Ange avtalets namn eller nummer.",
  missingEmail: "Ange en e-postadress för bekräftelsen.",
  tooLong: "Texten är för lång.",
  badEmail: "Ange en e-postadress, till exempel namn@example.com.",

  undoes: "Ett frånträde upphäver avtalet från början.",
  afterConfirm: "När du bekräftar visar vi dig direkt en bekräftelse och skickar den till dig med e-post.",
  refund: "Vi betalar tillbaka det du har rätt till enligt lag.",

  mailOnItsWay: "Vi skickar en bekräftelse till {email}.",
  openLink: "Öppna länken i den.",
  counts: "Vi har redan tagit emot det du skickade, och det räknas från och med nu.",
  linkShows: "Länken visar bara att det kommer från dig.",

  weReceived: "Vi har tagit emot detta via vår webbplats:",
  pleaseConfirm: "Bekräfta här att detta kommer från dig:",
  notYou:
    "Hör av dig till oss om detta inte kommer från dig. Inget upphör enbart på grund av det här mejlet.",

  confirmTitle: "Kommer detta frånträde från dig?",
  confirmDoes:
    "Vi tog emot det vid den tid som står nedan. Om det kommer från dig räknas det från och med då. Ditt svar visar oss bara om det kommer från dig.",
  confirmHint:
    "Hör av dig till oss om detta inte kommer från dig. Inget upphör enbart för att den här sidan öppnas.",
  confirmButton: "Ja, det kommer från mig",
  notMe: "Nej, det kommer inte från mig",
  notMeDoes: "”Nej” bekräftar ingenting och leder dig till vår support.",
  confirmed: "Du har bekräftat att det kommer från dig.",
  unknownLink: "Den här länken fungerar inte",
  unknownLinkText:
    "Den kan vara gammal eller ofullständig. Öppna vårt mejl igen, eller fyll i formuläret en gång till. Om vi redan har visat dig en bekräftelse räknas det du skickade fortfarande.",

  rejected: "Vi kunde inte koppla ditt frånträde till ett avtal",
  rejectedText: "Vi har inte avslutat något på grund av detta.",
  sendAgainText: "Kontakta oss, eller skicka det igen med andra uppgifter, till exempel avtalsnumret.",
  sendAgain: "Skicka igen",
};
