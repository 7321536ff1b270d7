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
  "La tua risposta non è stata accettata. Nulla è cambiato.",
  "Il tuo abbonamento termina il {date}.",
  "Il tuo abbonamento è annullato.",
  "Resti con noi. Grazie!",
  "Abbiamo ricevuto la tua risposta. La confermeremo a breve.",
  "Recedere dal contratto qui",
];
