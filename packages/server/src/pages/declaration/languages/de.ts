import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Sie brauchen dafür kein Kundenkonto.",
  name: "Ihr Name",
  contractHint: "Bezeichnung oder Nummer",
  otherContract: "Ein anderer Vertrag",
  email: "E-Mail-Adresse für die Bestätigung",
  check: "Bitte prüfen Sie Ihre Angaben.",
  nothingSent: "Es wurde noch nichts abgeschickt.",
  missingName: "Geben Sie Ihren Namen ein.",
  missingContract: "Geben Sie die Bezeichnung oder die Nummer des Vertrags ein.",
  missingEmail: "Geben Sie eine E-Mail-Adresse für die Bestätigung ein.",
  tooLong: "Das ist zu lang.",
  badEmail: "Geben Sie eine E-Mail-Adresse wie name@example.com ein.",

  undoes: "Ein Widerruf macht den Vertrag von Anfang an rückgängig.",
  afterConfirm:
    "Wenn Sie bestätigen, zeigen wir Ihnen sofort eine Eingangsbestätigung und schicken sie Ihnen per E-Mail.",
  refund: "Wir erstatten, was Ihnen nach dem Gesetz zusteht.",

  mailOnItsWay: "Wir schicken eine Bestätigung an {email}.",
  openLink: "Öffnen Sie den Link darin.",
  counts: "Ihre Erklärung ist schon eingegangen und zählt ab jetzt.",
  linkShows: "Der Link zeigt nur, dass sie von Ihnen kommt.",

  weReceived: "Das haben wir über unsere Website erhalten:",
  pleaseConfirm: "Bitte bestätigen Sie hier, dass die Erklärung von Ihnen kommt:",
  notYou:
    "Wenn die Erklärung nicht von Ihnen kommt, sagen Sie uns bitte Bescheid. Allein durch diese E-Mail endet nichts.",

  confirmTitle: "Kommt dieser Widerruf von Ihnen?",
  confirmDoes:
    "Die Erklärung ist zur unten genannten Zeit eingegangen. Wenn sie von Ihnen kommt, zählt sie seitdem. Ihre Antwort zeigt uns nur, ob das so ist.",
  confirmHint:
    "Wenn die Erklärung nicht von Ihnen kommt, sagen Sie uns bitte Bescheid. Allein durch das Öffnen dieser Seite endet nichts.",
  confirmButton: "Ja, das kommt von mir",
  notMe: "Nein, das kommt nicht von mir",
  notMeDoes: "„Nein“ bestätigt nichts und führt Sie zu unserem Kundenservice.",
  confirmed: "Sie haben bestätigt, dass die Erklärung von Ihnen kommt.",
  unknownLink: "Dieser Link funktioniert nicht",
  unknownLinkText:
    "Er ist vielleicht alt oder unvollständig. Öffnen Sie noch einmal unsere E-Mail oder füllen Sie das Formular erneut aus. Wenn wir Ihnen schon eine Eingangsbestätigung gezeigt haben, zählt Ihre Erklärung weiterhin.",

  rejected: "Wir konnten Ihren Widerruf keinem Vertrag zuordnen",
  rejectedText: "Wir haben aufgrund dieser Erklärung nichts beendet.",
  sendAgainText:
    "Bitte wenden Sie sich an uns. Oder schicken Sie die Erklärung noch einmal mit anderen Angaben, zum Beispiel mit Ihrer Vertragsnummer.",
  sendAgain: "Noch einmal abschicken",
};
