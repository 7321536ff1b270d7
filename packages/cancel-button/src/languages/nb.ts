import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Si opp abonnementet",
  busy: "Et øyeblikk…",
  retry: "Prøv igjen",
  fallbackLink: "Si opp på en annen måte",
  failed: "Det gikk ikke. Prøv igjen.",
  not_identified: "Logg inn og prøv igjen.",
  rate_limited: "For mange forsøk. Prøv igjen senere.",
  unconfirmed: "Svaret ditt er ikke bekreftet ennå. Prøv igjen.",
  refused: "Svaret ditt kunne ikke behandles.",
  ends: "Abonnementet ditt avsluttes {date}.",
  received: "Vi har mottatt oppsigelsen din.",
  recovered: "Abonnementet ditt fortsetter. Takk for at du blir!",
  pending: "Vi har mottatt svaret ditt. Du trenger ikke å gjøre noe mer.",
  keepLink: "Behold abonnementet mitt",
  withdraw: "Angre avtalen her",
  waiting: "Fullfør i det andre vinduet.",
  showWindow: "Vis vinduet",
});
