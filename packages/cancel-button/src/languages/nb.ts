import type { Texts } from "../messages.ts";

export const texts: Texts = [
  "Si opp abonnementet",
  "Et øyeblikk…",
  "Prøv igjen",
  "Si opp på en annen måte",
  "Det gikk ikke. Prøv igjen.",
  "Logg inn og prøv igjen.",
  "For mange forsøk. Prøv igjen senere.",
  "Svaret ditt er ikke bekreftet ennå. Prøv igjen.",
  "Svaret ditt kunne ikke behandles.",
  "Abonnementet ditt avsluttes {date}.",
  "Vi har mottatt oppsigelsen din.",
  "Du blir. Takk!",
  "Vi har mottatt svaret ditt. Du trenger ikke å gjøre noe mer.",
  "Angre avtalen her",
];
