import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Cancelar suscripción",
  busy: "Un momento…",
  retry: "Reintentar",
  fallbackLink: "Cancelar de otra forma",
  failed: "No ha funcionado. Inténtelo de nuevo.",
  not_identified: "Inicie sesión e inténtelo de nuevo.",
  rate_limited: "Demasiados intentos. Inténtelo más tarde.",
  unconfirmed: "Su respuesta aún no está confirmada. Inténtelo de nuevo.",
  refused: "No se ha podido procesar su respuesta.",
  ends: "Su suscripción termina el {date}.",
  received: "Hemos recibido su cancelación.",
  recovered: "Su suscripción continúa. ¡Gracias por quedarse!",
  pending: "Hemos recibido su respuesta. No tiene que hacer nada más.",
  keepLink: "Mantener mi suscripción",
  withdraw: "Desistir del contrato aquí",
  waiting: "Termine en la otra ventana.",
  showWindow: "Mostrar la ventana",
});
