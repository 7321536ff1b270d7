import type { Texts } from "../messages.ts";

export const texts: Texts = [
  "Opsig abonnement",
  "Et øjeblik…",
  "Prøv igen",
  "Opsig på en anden måde",
  "Det lykkedes ikke. Prøv igen.",
  "Log ind, og prøv igen.",
  "For mange forsøg. Prøv igen senere.",
  "Dit svar er ikke bekræftet endnu. Prøv igen.",
  "Dit svar kunne ikke behandles.",
  "Dit abonnement slutter den {date}.",
  "Vi har modtaget din opsigelse.",
  "Du bliver. Tak!",
  "Vi har modtaget dit svar. Du behøver ikke gøre mere.",
  "Fortryd aftalen her",
];
