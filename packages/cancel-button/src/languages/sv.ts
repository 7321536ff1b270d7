import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Säg upp prenumerationen",
  busy: "Ett ögonblick…",
  retry: "Försök igen",
  fallbackLink: "Säg upp på annat sätt",
  failed: "Det gick inte. Försök igen.",
  not_identified: "Logga in och försök igen.",
  rate_limited: "För många försök. Försök igen senare.",
  unconfirmed: "Ditt svar är inte bekräftat än. Försök igen.",
  refused: "Ditt svar kunde inte behandlas.",
  ends: "Din prenumeration upphör den {date}.",
  received: "Vi har tagit emot din uppsägning.",
  recovered: "Din prenumeration fortsätter. Tack för att du stannar!",
  pending: "Vi har fått ditt svar. Du behöver inte göra något mer.",
  keepLink: "Behåll min prenumeration",
  withdraw: "Ångra avtalet här",
  waiting: "Slutför i det andra fönstret.",
  showWindow: "Visa fönstret",
});
