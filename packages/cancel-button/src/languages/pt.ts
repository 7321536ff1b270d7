import type { Texts } from "../messages.ts";

export const texts: Texts = [
  "Cancelar assinatura",
  "Um momento…",
  "Tentar novamente",
  "Cancelar de outra forma",
  "Não funcionou. Tente novamente.",
  "Inicie sessão e tente novamente.",
  "Demasiadas tentativas. Tente mais tarde.",
  "A sua resposta ainda não está confirmada. Tente novamente.",
  "Não foi possível processar a sua resposta.",
  "A sua assinatura termina em {date}.",
  "Recebemos o seu cancelamento.",
  "Vai ficar. Obrigado!",
  "Recebemos a sua resposta. Não precisa de fazer mais nada.",
  "Retratar-se do contrato aqui",
];
