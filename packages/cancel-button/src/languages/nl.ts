import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Abonnement opzeggen",
  busy: "Een ogenblik…",
  retry: "Opnieuw proberen",
  fallbackLink: "Op een andere manier opzeggen",
  failed: "Dat is niet gelukt. Probeer het opnieuw.",
  not_identified: "Log in en probeer het opnieuw.",
  rate_limited: "Te veel pogingen. Probeer het later opnieuw.",
  unconfirmed: "Uw antwoord is nog niet bevestigd. Probeer het opnieuw.",
  refused: "Uw antwoord kon niet worden verwerkt.",
  ends: "Uw abonnement eindigt op {date}.",
  received: "We hebben uw opzegging ontvangen.",
  recovered: "Uw abonnement loopt door. Fijn dat u blijft!",
  pending: "We hebben uw antwoord ontvangen. U hoeft verder niets te doen.",
  keepLink: "Mijn abonnement behouden",
  withdraw: "Hier de overeenkomst herroepen",
  waiting: "Rond dit af in het andere venster.",
  showWindow: "Venster tonen",
});
