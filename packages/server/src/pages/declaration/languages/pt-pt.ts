import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Não precisa de uma conta para isto.",
  name: "O seu nome",
  contractHint: "Nome ou número do contrato",
  email: "Endereço de e-mail para a confirmação",
  check: "Verifique o formulário. Ainda não foi enviado nada.",
  missing: "Preencha este campo.",
  tooLong: "O texto é demasiado longo.",
  badEmail: "Introduza um endereço de e-mail como nome@example.com.",
  badDate: "Introduza uma data que ainda não tenha passado, como 2027-01-31.",

  mailOnItsWay: "Estamos a enviar uma confirmação para {email}.",
  openLink: "Abra a ligação que nela se encontra, para sabermos que isto vem de si.",

  weReceived: "Recebemos o seguinte através do nosso site:",
  endDateLater: "Iremos escrever-lhe assim que a data de fim estiver definida.",
  pleaseConfirm: "Confirme aqui que isto vem de si:",
  notYou: "Se isto não vem de si, avise-nos. Este e-mail, por si só, não põe fim a nada.",

  confirmTitle: "Isto vem de si?",
  confirmButton: "Sim, vem de mim",
  confirmed: "Obrigado, recebemos a sua confirmação",
};
