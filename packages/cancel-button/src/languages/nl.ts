import type { Texts } from "../messages.ts";

export const texts: Texts = [
  "Abonnement opzeggen",
  "Een ogenblik…",
  "Opnieuw proberen",
  "Op een andere manier opzeggen",
  "Dat is niet gelukt. Probeer het opnieuw.",
  "Log in en probeer het opnieuw.",
  "Te veel pogingen. Probeer het later opnieuw.",
  "Uw antwoord is nog niet bevestigd. Probeer het opnieuw.",
  "Uw antwoord kon niet worden verwerkt.",
  "Uw abonnement eindigt op {date}.",
  "We hebben uw opzegging ontvangen.",
  "U blijft. Dank u wel!",
  "We hebben uw antwoord ontvangen. U hoeft verder niets te doen.",
  "Overeenkomst hier herroepen",
];
