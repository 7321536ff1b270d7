import type { Texts } from "../messages.ts";

export const texts: Texts = [
  "Annulla abbonamento",
  "Un momento…",
  "Riprova",
  "Annulla in un altro modo",
  "Non ha funzionato. Riprova.",
  "Accedi e riprova.",
  "Troppi tentativi. Riprova più tardi.",
  "La tua risposta non è ancora confermata. Riprova.",
  "Non è stato possibile elaborare la tua risposta.",
  "Il tuo abbonamento termina il {date}.",
  "Abbiamo ricevuto il tuo annullamento.",
  "Resti con noi. Grazie!",
  "Abbiamo ricevuto la tua risposta. Non devi fare altro.",
  "Recedere dal contratto qui",
];
