import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Cancelar subscrição",
  busy: "Um momento…",
  retry: "Tentar novamente",
  fallbackLink: "Cancelar de outra forma",
  failed: "Não funcionou. Tente novamente.",
  not_identified: "Inicie sessão e tente novamente.",
  rate_limited: "Demasiadas tentativas. Tente mais tarde.",
  unconfirmed: "A sua resposta ainda não está confirmada. Tente novamente.",
  refused: "Não foi possível processar a sua resposta.",
  ends: "A sua subscrição termina em {date}.",
  received: "Recebemos o seu cancelamento.",
  recovered: "A sua subscrição continua. Obrigado por ficar!",
  pending: "Recebemos a sua resposta. Não precisa de fazer mais nada.",
  keepLink: "Manter a minha subscrição",
  withdraw: "Retrate-se do contrato aqui",
  waiting: "Conclua na outra janela.",
  showWindow: "Mostrar a janela",
});
