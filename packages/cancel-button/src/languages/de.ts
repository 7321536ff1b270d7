import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Abo kündigen",
  busy: "Einen Moment …",
  retry: "Noch einmal versuchen",
  fallbackLink: "Auf anderem Weg kündigen",
  failed: "Das hat nicht geklappt. Bitte noch einmal versuchen.",
  not_identified: "Bitte melden Sie sich an und versuchen Sie es noch einmal.",
  rate_limited: "Zu viele Versuche. Bitte später noch einmal.",
  unconfirmed: "Ihre Antwort ist noch nicht bestätigt. Bitte noch einmal versuchen.",
  refused: "Ihre Antwort konnte nicht verarbeitet werden.",
  ends: "Ihr Abo endet am {date}.",
  received: "Ihre Kündigung ist eingegangen.",
  recovered: "Ihr Abo läuft weiter. Danke, dass Sie bleiben!",
  pending: "Ihre Antwort ist eingegangen. Sie müssen nichts weiter tun.",
  keepLink: "Mein Abo behalten",
  withdraw: "Vertrag widerrufen",
  waiting: "Bitte im anderen Fenster fortfahren.",
  showWindow: "Fenster zeigen",
});
