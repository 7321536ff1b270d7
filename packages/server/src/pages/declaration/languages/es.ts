import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "No necesita una cuenta para esto.",
  name: "Su nombre",
  contractHint: "Nombre o número del contrato",
  email: "Correo electrónico para la confirmación",
  check: "Revise el formulario. Todavía no se ha enviado nada.",
  missing: "Rellene este campo.",
  tooLong: "El texto es demasiado largo.",
  badEmail: "Escriba una dirección de correo electrónico como nombre@example.com.",
  badDate: "Escriba una fecha que no haya pasado, como 2027-01-31.",

  mailOnItsWay: "Estamos enviando una confirmación a {email}.",
  openLink: "Abra el enlace que contiene para que sepamos que lo ha enviado usted.",

  weReceived: "Hemos recibido lo siguiente a través de nuestro sitio web:",
  endDateLater: "Le escribiremos en cuanto esté fijada la fecha de fin.",
  pleaseConfirm: "Confirme aquí que lo ha enviado usted:",
  notYou: "Si no lo ha enviado usted, avísenos. Este correo por sí solo no pone fin a nada.",

  confirmTitle: "¿Lo ha enviado usted?",
  confirmButton: "Sí, lo he enviado yo",
  confirmed: "Gracias, hemos recibido su confirmación",
};
