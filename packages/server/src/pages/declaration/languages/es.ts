import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "No necesita una cuenta para esto.",
  name: "Su nombre",
  contractHint: "Nombre o número del contrato",
  otherContract: "Otro contrato",
  email: "Correo electrónico para la confirmación",
  check: "Revise el formulario.",
  nothingSent: "Todavía no se ha enviado nada.",
  missingName: "Escriba su nombre.",
  missingContract: "Escriba el nombre o el número del contrato.",
  missingEmail: "Escriba un correo electrónico para la confirmación.",
  tooLong: "El texto es demasiado largo.",
  badEmail: "Escriba una dirección de correo electrónico como nombre@example.com.",

  undoes: "El desistimiento deja sin efecto el contrato desde el principio.",
  afterConfirm:
    "Cuando confirme, le mostraremos enseguida un comprobante y se lo enviaremos por correo electrónico.",
  refund: "Le devolveremos lo que le corresponda por ley.",

  mailOnItsWay: "Estamos enviando una confirmación a {email}.",
  openLink: "Abra el enlace que contiene.",
  counts: "Ya hemos recibido lo que ha enviado y cuenta desde ahora.",
  linkShows: "El enlace solo muestra que lo ha enviado usted.",

  weReceived: "Hemos recibido lo siguiente a través de nuestro sitio web:",
  pleaseConfirm: "Confirme aquí que lo ha enviado usted:",
  notYou: "Si no lo ha enviado usted, avísenos. Este correo por sí solo no pone fin a nada.",

  confirmTitle: "¿Ha enviado usted este desistimiento?",
  confirmDoes:
    "Lo recibimos en el momento que se indica abajo. Si lo ha enviado usted, cuenta desde entonces. Su respuesta solo nos muestra si es así.",
  confirmHint: "Si no lo ha enviado usted, avísenos. Abrir esta página, por sí solo, no pone fin a nada.",
  confirmButton: "Sí, lo he enviado yo",
  notMe: "No, no lo he enviado yo",
  notMeDoes: "«No» no confirma nada y le lleva a nuestro servicio de atención al cliente.",
  confirmed: "Ha confirmado que lo ha enviado usted.",
  unknownLink: "Este enlace no funciona",
  unknownLinkText:
    "Puede ser antiguo o estar incompleto. Vuelva a abrir nuestro correo o rellene otra vez el formulario. Si ya le hemos mostrado un comprobante, lo que envió sigue contando.",

  rejected: "No hemos podido asociar su desistimiento a ningún contrato",
  rejectedText: "No hemos puesto fin a nada a raíz de esto.",
  sendAgainText:
    "Póngase en contacto con nosotros o vuelva a enviarlo con otros datos, como el número de contrato.",
  sendAgain: "Volver a enviarlo",
};
