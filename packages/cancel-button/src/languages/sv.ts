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
  "Ditt svar kunde inte behandlas.",
  "Din prenumeration upphör den {date}.",
  "Vi har tagit emot ditt avslut.",
  "Du stannar kvar. Tack!",
  "Vi har fått ditt svar. Du behöver inte göra något mer.",
  "Frånträd avtalet här",
];
