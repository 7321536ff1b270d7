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
  "Ihre Antwort konnte nicht verwendet werden. Es hat sich nichts geändert.",
  "Ihr Abo endet am {date}.",
  "Ihr Abo ist gekündigt.",
  "Sie bleiben. Vielen Dank!",
  "Ihre Antwort ist angekommen. Wir bestätigen sie in Kürze.",
  "Vertrag widerrufen",
];
