import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Du trenger ingen konto til dette.",
  name: "Navnet ditt",
  contractHint: "Navnet eller nummeret på avtalen",
  otherContract: "En annen avtale",
  email: "E-postadresse for bekreftelsen",
  check: "Se over skjemaet.",
  nothingSent: "Ingenting er sendt ennå.",
  missingName: "Skriv navnet ditt.",
  missingContract: "Skriv navnet eller nummeret på avtalen.",
  missingEmail: "Skriv en e-postadresse for bekreftelsen.",
  tooLong: "Teksten er for lang.",
  badEmail: "Skriv en e-postadresse, for eksempel navn@example.com.",

  undoes: "Å angre opphever avtalen fra starten av.",
  afterConfirm: "Når du bekrefter, viser vi deg en kvittering med en gang og sender den til deg på e-post.",
  refund: "Vi betaler tilbake det du har krav på etter loven.",

  mailOnItsWay: "Vi sender en bekreftelse til {email}.",
  openLink: "Åpne lenken i den.",
  counts: "Vi har allerede mottatt det du sendte, og det teller fra nå av.",
  linkShows: "Lenken viser bare at det kommer fra deg.",

  weReceived: "Vi har mottatt dette via nettstedet vårt:",
  pleaseConfirm: "Bekreft her at dette kommer fra deg:",
  notYou:
    "Hvis dette ikke kommer fra deg, ber vi deg si fra. Ingenting avsluttes bare på grunn av denne e-posten.",

  confirmTitle: "Kommer denne angremeldingen fra deg?",
  confirmDoes:
    "Vi mottok den på tidspunktet nedenfor. Hvis den kommer fra deg, teller den fra da av. Svaret ditt viser oss bare om den kommer fra deg.",
  confirmHint:
    "Hvis dette ikke kommer fra deg, ber vi deg si fra. Ingenting avsluttes bare fordi denne siden åpnes.",
  confirmButton: "Ja, det kommer fra meg",
  notMe: "Nei, det kommer ikke fra meg",
  notMeDoes: "«Nei» bekrefter ingenting og tar deg til kundeservice.",
  confirmed: "Du har bekreftet at den kommer fra deg.",
  unknownLink: "Denne lenken virker ikke",
  unknownLinkText:
    "Den kan være gammel eller ufullstendig. Åpne e-posten vår igjen, eller fyll ut skjemaet en gang til. Hvis vi allerede har vist deg en kvittering, teller det du sendte, fortsatt.",

  rejected: "Vi kunne ikke knytte angremeldingen din til en avtale",
  rejectedText: "Vi har ikke avsluttet noe på grunn av dette.",
  sendAgainText:
    "Ta kontakt med oss, eller send det på nytt med andre opplysninger, for eksempel avtalenummeret.",
  sendAgain: "Send på nytt",
};
