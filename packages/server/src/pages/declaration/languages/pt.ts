import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Você não precisa de uma conta para isso.",
  name: "Seu nome",
  contractHint: "Nome ou número do contrato",
  email: "E-mail para a confirmação",
  check: "Confira o formulário. Nada foi enviado ainda.",
  missing: "Preencha este campo.",
  tooLong: "O texto é longo demais.",
  badEmail: "Digite um e-mail como nome@example.com.",
  badDate: "Digite uma data que ainda não tenha passado, como 2027-01-31.",

  mailOnItsWay: "Estamos enviando uma confirmação para {email}.",
  openLink: "Abra o link que está nela para sabermos que foi você quem enviou.",

  weReceived: "Recebemos o seguinte pelo nosso site:",
  endDateLater: "Escreveremos para você assim que a data de término for definida.",
  pleaseConfirm: "Confirme aqui que foi você quem enviou:",
  notYou: "Se não foi você quem enviou, avise-nos. Este e-mail, por si só, não encerra nada.",

  confirmTitle: "Foi você quem enviou?",
  confirmButton: "Sim, fui eu",
  confirmed: "Obrigado, recebemos sua confirmação",
};
