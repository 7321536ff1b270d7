import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Vous n’avez pas besoin de compte pour cela.",
  name: "Votre nom",
  contractHint: "Son nom ou son numéro",
  otherContract: "Un autre contrat",
  email: "Adresse électronique pour la confirmation",
  check: "Vérifiez le formulaire. Rien n’a encore été envoyé.",
  missingName: "Saisissez votre nom.",
  missingContract: "Saisissez le nom ou le numéro du contrat.",
  missingEmail: "Saisissez une adresse électronique pour la confirmation.",
  tooLong: "Ce texte est trop long.",
  badEmail: "Saisissez une adresse électronique comme nom@example.com.",

  undoes: "La rétractation annule le contrat depuis le début.",
  afterConfirm: "Dès votre confirmation, nous vous affichons un accusé de réception.",
  refund: "Nous vous remboursons ce que la loi prévoit.",

  mailOnItsWay: "Nous envoyons une confirmation à {email}.",
  openLink: "Ouvrez le lien qu’elle contient.",
  counts: "Nous avons déjà reçu votre demande et elle compte dès maintenant.",
  linkShows: "Le lien montre seulement qu’elle vient de vous.",

  weReceived: "Voici ce que nous avons reçu par notre site\u00a0:",
  pleaseConfirm: "Confirmez ici que cette demande vient de vous\u00a0:",
  notYou: "Si cette demande ne vient pas de vous, dites-le-nous. Cet e-mail seul ne met fin à rien.",

  confirmTitle: "Cette demande vient-elle de vous\u00a0?",
  confirmDoes: "Dès que vous le confirmez, nous traitons la demande.",
  confirmHint: "Si cette demande ne vient pas de vous, dites-le-nous. Ouvrir cette page ne met fin à rien.",
  confirmButton: "Oui, elle vient de moi",
  notMe: "Non, elle ne vient pas de moi",
  confirmed: "Merci d’avoir confirmé que cette demande vient de vous",

  rejected: "Nous n’avons pas pu rattacher cette demande à un contrat",
  rejectedText: "Nous n’avons mis fin à rien à la suite de cette demande.",
  sendAgainText:
    "Contactez-nous, ou renvoyez la demande avec d’autres informations, comme votre numéro de contrat.",
  sendAgain: "Envoyer à nouveau",
};
