import type { Texts } from "../messages.ts";

export const texts: Texts = [
  "Résilier l’abonnement",
  "Un instant…",
  "Réessayer",
  "Résilier autrement",
  "Cela n’a pas fonctionné. Veuillez réessayer.",
  "Connectez-vous, puis réessayez.",
  "Trop de tentatives. Réessayez plus tard.",
  "Votre réponse n’est pas encore confirmée. Veuillez réessayer.",
  "Votre réponse n’a pas pu être traitée.",
  "Votre abonnement prend fin le {date}.",
  "Nous avons bien reçu votre résiliation.",
  "Vous restez. Merci !",
  "Nous avons bien reçu votre réponse. Vous n’avez rien d’autre à faire.",
  "Se rétracter du contrat ici",
];
