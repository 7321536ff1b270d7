import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Não precisa de uma conta para isto.",
  name: "O seu nome",
  contractHint: "Nome ou número do contrato",
  otherContract: "Outro contrato",
  email: "Endereço de e-mail para a confirmação",
  check: "Verifique o formulário.",
  nothingSent: "Ainda não foi enviado nada.",
  missingName: "Introduza o seu nome.",
  missingContract: "Introduza o nome ou o número do contrato.",
  missingEmail: "Introduza um endereço de e-mail para a confirmação.",
  tooLong: "O texto é demasiado longo.",
  badEmail: "Introduza um endereço de e-mail como nome@example.com.",

  undoes: "A retratação anula o contrato desde o início.",
  afterConfirm: "Quando confirmar, mostramos-lhe de imediato um comprovativo e enviamo-lo por e-mail.",
  refund: "Reembolsamos o que lhe é devido por lei.",

  mailOnItsWay: "Estamos a enviar uma confirmação para {email}.",
  openLink: "Abra a ligação que nela se encontra.",
  counts: "Já recebemos o que enviou, e conta a partir de agora.",
  linkShows: "A ligação só mostra que vem de si.",

  weReceived: "Recebemos o seguinte através do nosso site:",
  pleaseConfirm: "Confirme aqui que isto vem de si:",
  notYou: "Se isto não vem de si, avise-nos. Este e-mail, por si só, não põe fim a nada.",

  confirmTitle: "Esta retratação vem de si?",
  confirmDoes:
    "Recebemo-la no momento indicado abaixo. Se vem de si, conta desde então. A sua resposta só nos mostra se é esse o caso.",
  confirmHint: "Se isto não vem de si, avise-nos. Abrir esta página, por si só, não põe fim a nada.",
  confirmButton: "Sim, vem de mim",
  notMe: "Não, não vem de mim",
  notMeDoes: "«Não» não confirma nada e conduz ao nosso apoio ao cliente.",
  confirmed: "Confirmou que isto vem de si.",
  unknownLink: "Esta ligação não funciona",
  unknownLinkText:
    "Pode ser antiga ou estar incompleta. Abra novamente o nosso e-mail ou preencha outra vez o formulário. Se já lhe mostrámos um comprovativo, o que enviou continua a contar.",

  rejected: "Não conseguimos associar a sua retratação a um contrato",
  rejectedText: "Não pusemos fim a nada por causa disto.",
  sendAgainText: "Contacte-nos ou envie novamente com outros dados, como o número do contrato.",
  sendAgain: "Enviar novamente",
};
