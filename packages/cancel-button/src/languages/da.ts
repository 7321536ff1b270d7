import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Opsig abonnement",
  busy: "Et øjeblik…",
  retry: "Prøv igen",
  fallbackLink: "Opsig på en anden måde",
  failed: "Det lykkedes ikke. Prøv igen.",
  not_identified: "Log ind, og prøv igen.",
  rate_limited: "For mange forsøg. Prøv igen senere.",
  unconfirmed: "Dit svar er ikke bekræftet endnu. Prøv igen.",
  refused: "Dit svar kunne ikke behandles.",
  ends: "Dit abonnement slutter den {date}.",
  received: "Vi har modtaget din opsigelse.",
  recovered: "Dit abonnement fortsætter. Tak, fordi du bliver!",
  pending: "Vi har modtaget dit svar. Du behøver ikke gøre mere.",
  keepLink: "Behold mit abonnement",
  withdraw: "Fortryd aftale",
  waiting: "Gør det færdigt i det andet vindue.",
  showWindow: "Vis vinduet",
});
