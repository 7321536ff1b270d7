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
  "Votre réponse est bien arrivée. Nous la confirmerons sous peu.",
  "Se rétracter du contrat ici",
];
