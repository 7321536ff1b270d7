import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Résilier l’abonnement",
  busy: "Un instant…",
  retry: "Réessayer",
  fallbackLink: "Résilier autrement",
  failed: "Cela n’a pas fonctionné. Veuillez réessayer.",
  not_identified: "Connectez-vous, puis réessayez.",
  rate_limited: "Trop de tentatives. Réessayez plus tard.",
  unconfirmed: "Votre réponse n’est pas encore confirmée. Veuillez réessayer.",
  refused: "Votre réponse n’a pas pu être traitée.",
  ends: "Votre abonnement prend fin le {date}.",
  received: "Nous avons bien reçu votre résiliation.",
  recovered: "Votre abonnement se poursuit. Merci de rester avec nous\u00a0!",
  pending: "Nous avons bien reçu votre réponse. Vous n’avez rien d’autre à faire.",
  keepLink: "Garder mon abonnement",
  withdraw: "Renoncer au contrat ici",
  waiting: "Terminez dans l’autre fenêtre.",
  showWindow: "Afficher la fenêtre",
});
