import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Cancelar assinatura",
  busy: "Um momento…",
  retry: "Tentar de novo",
  fallbackLink: "Cancelar de outra forma",
  failed: "Não funcionou. Tente de novo.",
  not_identified: "Entre na sua conta e tente de novo.",
  rate_limited: "Foram muitas tentativas. Tente mais tarde.",
  unconfirmed: "Sua resposta ainda não foi confirmada. Tente de novo.",
  refused: "Não foi possível processar sua resposta.",
  ends: "Sua assinatura termina em {date}.",
  received: "Recebemos seu cancelamento.",
  recovered: "Sua assinatura continua. Agradecemos por ficar!",
  pending: "Recebemos sua resposta. Você não precisa fazer mais nada.",
  keepLink: "Manter minha assinatura",
  withdraw: "Desistir do contrato aqui",
  waiting: "Conclua na outra janela.",
  showWindow: "Mostrar a janela",
});
