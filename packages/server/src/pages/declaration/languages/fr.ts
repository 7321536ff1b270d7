import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Vous n’avez pas besoin de compte pour cela.",
  name: "Votre nom",
  contractHint: "Son nom ou son numéro",
  otherContract: "Un autre contrat",
  email: "Adresse électronique pour la confirmation",
  check: "Vérifiez le formulaire.",
  nothingSent: "Rien n’a encore été envoyé.",
  missingName: "Saisissez votre nom.",
  missingContract: "Saisissez le nom ou le numéro du contrat.",
  missingEmail: "Saisissez une adresse électronique pour la confirmation.",
  tooLong: "Ce texte est trop long.",
  badEmail: "Saisissez une adresse électronique comme nom@example.com.",

  undoes: "La rétractation annule le contrat depuis le début.",
  afterConfirm:
    "Dès votre confirmation, nous vous affichons un accusé de réception et vous l’envoyons par e-mail.",
  refund: "Nous vous remboursons ce que la loi prévoit.",

  mailOnItsWay: "Nous envoyons une confirmation à {email}.",
  openLink: "Ouvrez le lien qu’elle contient.",
  counts: "Nous avons déjà reçu votre demande et elle compte dès maintenant.",
  linkShows: "Le lien montre seulement qu’elle vient de vous.",

  weReceived: "Voici ce que nous avons reçu par notre site\u00a0:",
  pleaseConfirm: "Confirmez ici que cette demande vient de vous\u00a0:",
  notYou: "Si cette demande ne vient pas de vous, dites-le-nous. Cet e-mail seul ne met fin à rien.",

  confirmTitle: "Cette rétractation vient-elle de vous\u00a0?",
  confirmDoes:
    "Nous l’avons reçue à l’heure indiquée ci-dessous. Si elle vient de vous, elle compte depuis ce moment. Votre réponse nous montre seulement si c’est le cas.",
  confirmHint: "Si cette demande ne vient pas de vous, dites-le-nous. Ouvrir cette page ne met fin à rien.",
  confirmButton: "Oui, elle vient de moi",
  notMe: "Non, elle ne vient pas de moi",
  notMeDoes: "«\u00a0Non\u00a0» ne confirme rien et vous mène à notre assistance.",
  confirmed: "Vous avez confirmé que cette demande vient de vous.",
  unknownLink: "Ce lien ne fonctionne pas",
  unknownLinkText:
    "Il est peut-être ancien ou incomplet. Ouvrez à nouveau notre e-mail, ou remplissez encore une fois le formulaire. Si nous vous avons déjà affiché un accusé de réception, votre demande compte toujours.",

  rejected: "Nous n’avons pas pu rattacher votre rétractation à un contrat",
  rejectedText: "Nous n’avons mis fin à rien à la suite de cette demande.",
  sendAgainText:
    "Contactez-nous, ou renvoyez la demande avec d’autres informations, comme votre numéro de contrat.",
  sendAgain: "Envoyer à nouveau",
};
