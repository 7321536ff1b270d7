import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Du trenger ingen konto til dette.",
  name: "Navnet ditt",
  contractHint: "Navnet eller nummeret på avtalen",
  email: "E-postadresse for bekreftelsen",
  check: "Se over skjemaet. Ingenting er sendt ennå.",
  missing: "Fyll ut feltet.",
  tooLong: "Teksten er for lang.",
  badEmail: "Skriv en e-postadresse, for eksempel navn@example.com.",
  badDate: "Skriv en dato som ikke er passert, for eksempel 2027-01-31.",

  mailOnItsWay: "Vi sender en bekreftelse til {email}.",
  openLink: "Åpne lenken i den, så vet vi at dette kommer fra deg.",

  weReceived: "Vi har mottatt dette via nettstedet vårt:",
  endDateLater: "Vi skriver til deg så snart sluttdatoen er fastsatt.",
  pleaseConfirm: "Bekreft her at dette kommer fra deg:",
  notYou:
    "Hvis dette ikke kommer fra deg, ber vi deg si fra. Ingenting avsluttes bare på grunn av denne e-posten.",

  confirmTitle: "Kommer dette fra deg?",
  confirmButton: "Ja, det kommer fra meg",
  confirmed: "Takk, vi har mottatt bekreftelsen din",
};
