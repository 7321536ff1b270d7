import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Vous n’avez pas besoin de compte pour cela.",
  name: "Votre nom",
  contractHint: "Son nom ou son numéro",
  email: "Adresse électronique pour la confirmation",
  check: "Vérifiez le formulaire. Rien n’a encore été envoyé.",
  missing: "Remplissez ce champ.",
  tooLong: "Ce texte est trop long.",
  badEmail: "Saisissez une adresse électronique comme nom@example.com.",
  badDate: "Saisissez une date comme 2027-01-31, qui n’est pas passée.",

  mailOnItsWay: "Nous envoyons une confirmation à {email}.",
  openLink: "Ouvrez le lien qu’elle contient pour nous montrer que la demande vient de vous.",

  weReceived: "Voici ce que nous avons reçu par notre site :",
  endDateLater: "Nous vous écrirons dès que la date de fin sera fixée.",
  pleaseConfirm: "Confirmez ici que cette demande vient de vous :",
  notYou: "Si cette demande ne vient pas de vous, dites-le-nous. Cet e-mail seul ne met fin à rien.",

  confirmTitle: "Cette demande vient-elle de vous ?",
  confirmButton: "Oui, elle vient de moi",
  confirmed: "Merci, nous avons votre confirmation",
};
