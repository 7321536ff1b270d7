import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "U hebt hiervoor geen account nodig.",
  name: "Uw naam",
  contractHint: "Naam of nummer van de overeenkomst",
  email: "E-mailadres voor de bevestiging",
  check: "Controleer het formulier. Er is nog niets verstuurd.",
  missing: "Vul dit in.",
  tooLong: "Dit is te lang.",
  badEmail: "Vul een e-mailadres in, zoals naam@example.com.",
  badDate: "Vul een datum in die nog niet voorbij is, zoals 2027-01-31.",

  mailOnItsWay: "We sturen een bevestiging naar {email}.",
  openLink: "Open de link daarin, zodat we weten dat dit van u komt.",

  weReceived: "We hebben dit via onze website ontvangen:",
  endDateLater: "We schrijven u zodra de einddatum vaststaat.",
  pleaseConfirm: "Bevestig hier dat dit van u komt:",
  notYou: "Komt dit niet van u? Laat het ons dan weten. Door deze e-mail alleen eindigt er niets.",

  confirmTitle: "Komt dit van u?",
  confirmButton: "Ja, dit komt van mij",
  confirmed: "Bedankt, we hebben uw bevestiging ontvangen",
};
