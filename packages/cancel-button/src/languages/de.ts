import type { Texts } from "../messages.ts";

export const texts: Texts = [
  "Abo kündigen",
  "Einen Moment …",
  "Noch einmal versuchen",
  "Auf anderem Weg kündigen",
  "Das hat nicht geklappt. Bitte noch einmal versuchen.",
  "Bitte melden Sie sich an und versuchen Sie es noch einmal.",
  "Zu viele Versuche. Bitte später noch einmal.",
  "Ihre Antwort ist noch nicht bestätigt. Bitte noch einmal versuchen.",
  "Ihre Antwort konnte nicht verarbeitet werden.",
  "Ihr Abo endet am {date}.",
  "Ihre Kündigung ist eingegangen.",
  "Sie bleiben. Vielen Dank!",
  "Ihre Antwort ist eingegangen. Sie müssen nichts weiter tun.",
  "Vertrag widerrufen",
];
