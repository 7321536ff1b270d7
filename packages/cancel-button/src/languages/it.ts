import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Annulla abbonamento",
  busy: "Un momento…",
  retry: "Riprova",
  fallbackLink: "Annulla in un altro modo",
  failed: "Non ha funzionato. Riprova.",
  not_identified: "Accedi e riprova.",
  rate_limited: "Troppi tentativi. Riprova più tardi.",
  unconfirmed: "La tua risposta non è ancora confermata. Riprova.",
  refused: "Non è stato possibile elaborare la tua risposta.",
  ends: "Il tuo abbonamento termina il {date}.",
  received: "Abbiamo ricevuto la tua richiesta di annullamento.",
  recovered: "Il tuo abbonamento continua. Grazie di restare con noi!",
  pending: "Abbiamo ricevuto la tua risposta. Non devi fare altro.",
  keepLink: "Mantieni il mio abbonamento",
  withdraw: "Recedere dal contratto qui",
  waiting: "Completa nell’altra finestra.",
  showWindow: "Mostra la finestra",
});
