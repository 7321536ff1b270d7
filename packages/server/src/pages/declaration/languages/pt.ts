import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Você não precisa de uma conta para isso.",
  name: "Seu nome",
  contractHint: "Nome ou número do contrato",
  otherContract: "Outro contrato",
  email: "E-mail para a confirmação",
  check: "Confira o formulário.",
  nothingSent: "Nada foi enviado ainda.",
  missingName: "Digite seu nome.",
  missingContract: "Digite o nome ou o número do contrato.",
  missingEmail: "Digite um e-mail para a confirmação.",
  tooLong: "O texto é longo demais.",
  badEmail: "Digite um e-mail como nome@example.com.",

  undoes: "A desistência desfaz o contrato desde o início.",
  afterConfirm: "Quando você confirmar, mostraremos um comprovante na hora e o enviaremos por e-mail.",
  refund: "Devolveremos o que a lei garante a você.",

  mailOnItsWay: "Estamos enviando uma confirmação para {email}.",
  openLink: "Abra o link que está nela.",
  counts: "Já recebemos o que você enviou, e isso conta a partir de agora.",
  linkShows: "O link só mostra que foi você quem enviou.",

  weReceived: "Recebemos o seguinte pelo nosso site:",
  pleaseConfirm: "Confirme aqui que foi você quem enviou:",
  notYou: "Se não foi você quem enviou, avise-nos. Este e-mail, por si só, não encerra nada.",

  confirmTitle: "Foi você quem enviou esta desistência?",
  confirmDoes:
    "Nós a recebemos no momento indicado abaixo. Se foi você quem enviou, ela conta desde então. Sua resposta só nos mostra se foi você.",
  confirmHint: "Se não foi você quem enviou, avise-nos. Abrir esta página, por si só, não encerra nada.",
  confirmButton: "Sim, fui eu",
  notMe: "Não, não fui eu",
  notMeDoes: "“Não” não confirma nada e leva você ao nosso suporte.",
  confirmed: "Você confirmou que foi você quem enviou.",
  unknownLink: "Este link não funciona",
  unknownLinkText:
    "Ele pode ser antigo ou estar incompleto. Abra de novo nosso e-mail ou preencha o formulário mais uma vez. Se já mostramos um comprovante a você, o que você enviou ainda conta.",

  rejected: "Não foi possível associar sua desistência a um contrato",
  rejectedText: "Não encerramos nada por causa disso.",
  sendAgainText: "Entre em contato conosco ou envie de novo com outros dados, como o número do contrato.",
  sendAgain: "Enviar de novo",
};
