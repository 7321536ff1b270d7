import type { Texts } from "../messages.ts";

export const texts: Texts = [
  "Avsluta prenumerationen",
  "Ett ögonblick…",
  "Försök igen",
  "Avsluta på annat sätt",
  "Det gick inte. Försök igen.",
  "Logga in och försök igen.",
  "För många försök. Försök igen senare.",
  "Ditt svar är inte bekräftat än. Försök igen.",
  "Ditt svar kunde inte användas. Inget har ändrats.",
  "Din prenumeration upphör den {date}.",
  "Din prenumeration är avslutad.",
  "Du stannar kvar. Tack!",
  "Vi har fått ditt svar och bekräftar det snart.",
  "Frånträd avtalet här",
];
