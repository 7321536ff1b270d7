import type { Texts } from "../messages.ts";

export const texts: Texts = [
  "Cancelar suscripción",
  "Un momento…",
  "Reintentar",
  "Cancelar de otra forma",
  "No ha funcionado. Inténtelo de nuevo.",
  "Inicie sesión e inténtelo de nuevo.",
  "Demasiados intentos. Inténtelo más tarde.",
  "Su respuesta aún no está confirmada. Inténtelo de nuevo.",
  "No se pudo procesar su respuesta.",
  "Su suscripción termina el {date}.",
  "Hemos recibido su cancelación.",
  "Se queda. ¡Gracias!",
  "Hemos recibido su respuesta. No tiene que hacer nada más.",
  "Desistir del contrato aquí",
];
