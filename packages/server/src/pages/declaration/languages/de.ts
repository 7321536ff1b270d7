import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Sie brauchen dafür kein Kundenkonto.",
  name: "Ihr Name",
  contractHint: "Bezeichnung oder Nummer",
  email: "E-Mail-Adresse für die Bestätigung",
  check: "Bitte prüfen Sie Ihre Angaben. Es wurde noch nichts abgeschickt.",
  missing: "Bitte ausfüllen.",
  tooLong: "Das ist zu lang.",
  badEmail: "Geben Sie eine E-Mail-Adresse wie name@example.com ein.",
  badDate: "Geben Sie ein Datum wie 2027-01-31 ein, das nicht in der Vergangenheit liegt.",

  mailOnItsWay: "Wir schicken eine Bestätigung an {email}.",
  openLink: "Öffnen Sie den Link darin. So wissen wir, dass die Erklärung von Ihnen kommt.",

  weReceived: "Das haben wir über unsere Website erhalten:",
  endDateLater: "Wir schreiben Ihnen, sobald das Enddatum feststeht.",
  pleaseConfirm: "Bitte bestätigen Sie hier, dass die Erklärung von Ihnen kommt:",
  notYou:
    "Wenn die Erklärung nicht von Ihnen kommt, sagen Sie uns bitte Bescheid. Allein durch diese E-Mail endet nichts.",

  confirmTitle: "Kommt das von Ihnen?",
  confirmButton: "Ja, das kommt von mir",
  confirmed: "Danke, wir haben Ihre Bestätigung",
};
