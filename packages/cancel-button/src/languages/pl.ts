import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Anuluj subskrypcję",
  busy: "Chwileczkę…",
  retry: "Spróbuj ponownie",
  fallbackLink: "Anuluj w inny sposób",
  failed: "Nie udało się. Spróbuj ponownie.",
  not_identified: "Zaloguj się i spróbuj ponownie.",
  rate_limited: "Zbyt wiele prób. Spróbuj później.",
  unconfirmed: "Twoja odpowiedź nie jest jeszcze potwierdzona. Spróbuj ponownie.",
  refused: "Nie udało się przetworzyć Twojej odpowiedzi.",
  ends: "Subskrypcja wygasa {date}.",
  received: "Otrzymaliśmy anulowanie subskrypcji.",
  recovered: "Subskrypcja trwa dalej. Dziękujemy, że z nami zostajesz!",
  pending: "Otrzymaliśmy Twoją odpowiedź. Nie musisz robić nic więcej.",
  keepLink: "Zachowaj subskrypcję",
  withdraw: "Odstąp od umowy tutaj",
  waiting: "Dokończ w drugim oknie.",
  showWindow: "Pokaż okno",
});
