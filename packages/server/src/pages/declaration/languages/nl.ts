import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "U hebt hiervoor geen account nodig.",
  name: "Uw naam",
  contractHint: "Naam of nummer van de overeenkomst",
  otherContract: "Een andere overeenkomst",
  email: "E-mailadres voor de bevestiging",
  check: "Controleer het formulier.",
  nothingSent: "Er is nog niets verstuurd.",
  missingName: "Vul uw naam in.",
  missingContract: "Vul de naam of het nummer van de overeenkomst in.",
  missingEmail: "Vul een e-mailadres voor de bevestiging in.",
  tooLong: "Dit is te lang.",
  badEmail: "Vul een e-mailadres in, zoals naam@example.com.",

  undoes: "Herroepen maakt de overeenkomst vanaf het begin ongedaan.",
  afterConfirm: "Als u bevestigt, tonen we u meteen een ontvangstbewijs en sturen we het u per e-mail.",
  refund: "We betalen terug waar u volgens de wet recht op hebt.",

  mailOnItsWay: "We sturen een bevestiging naar {email}.",
  openLink: "Open de link daarin.",
  counts: "We hebben al ontvangen wat u hebt verstuurd en het telt vanaf nu.",
  linkShows: "De link laat alleen zien dat het van u komt.",

  weReceived: "We hebben dit via onze website ontvangen:",
  pleaseConfirm: "Bevestig hier dat dit van u komt:",
  notYou: "Komt dit niet van u? Laat het ons dan weten. Door deze e-mail alleen eindigt er niets.",

  confirmTitle: "Komt deze herroeping van u?",
  confirmDoes:
    "We hebben de herroeping ontvangen op het tijdstip hieronder. Als ze van u komt, telt ze vanaf dat moment. Uw antwoord laat ons alleen zien of dat zo is.",
  confirmHint: "Komt dit niet van u? Laat het ons dan weten. Door deze pagina te openen eindigt er niets.",
  confirmButton: "Ja, dit komt van mij",
  notMe: "Nee, dit komt niet van mij",
  notMeDoes: "“Nee” bevestigt niets en brengt u naar onze klantenservice.",
  confirmed: "U hebt bevestigd dat dit van u komt.",
  unknownLink: "Deze link werkt niet",
  unknownLinkText:
    "Misschien is de link oud of onvolledig. Open onze e-mail opnieuw of vul het formulier nog een keer in. Als we u al een ontvangstbewijs hebben getoond, telt wat u hebt verstuurd nog steeds.",

  rejected: "We konden uw herroeping niet aan een overeenkomst koppelen",
  rejectedText: "We hebben op grond hiervan niets beëindigd.",
  sendAgainText:
    "Neem contact met ons op, of verstuur het opnieuw met andere gegevens, zoals het nummer van uw overeenkomst.",
  sendAgain: "Opnieuw versturen",
};
