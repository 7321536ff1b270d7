import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Anulați abonamentul",
  busy: "Un moment…",
  retry: "Încercați din nou",
  fallbackLink: "Anulați în alt mod",
  failed: "Nu a funcționat. Încercați din nou.",
  not_identified: "Conectați-vă și încercați din nou.",
  rate_limited: "Prea multe încercări. Încercați mai târziu.",
  unconfirmed: "Răspunsul dvs. nu este încă confirmat. Încercați din nou.",
  refused: "Nu am putut procesa răspunsul dvs.",
  ends: "Abonamentul dvs. încetează pe {date}.",
  received: "Am primit anularea dvs.",
  recovered: "Abonamentul dvs. continuă. Vă mulțumim că rămâneți!",
  pending: "Am primit răspunsul dvs. Nu mai trebuie să faceți nimic.",
  keepLink: "Păstrați abonamentul",
  withdraw: "Retrageți-vă din contract aici",
  waiting: "Continuați în cealaltă fereastră.",
  showWindow: "Afișați fereastra",
});
