import type { Texts } from "../messages.ts";

export const texts: Texts = [
  "Anuluj subskrypcję",
  "Chwileczkę…",
  "Spróbuj ponownie",
  "Anuluj w inny sposób",
  "Nie udało się. Spróbuj ponownie.",
  "Zaloguj się i spróbuj ponownie.",
  "Zbyt wiele prób. Spróbuj później.",
  "Odpowiedź nie jest jeszcze potwierdzona. Spróbuj ponownie.",
  "Nie udało się przetworzyć odpowiedzi.",
  "Subskrypcja wygasa {date}.",
  "Otrzymaliśmy anulowanie subskrypcji.",
  "Zostajesz z nami. Dziękujemy!",
  "Otrzymaliśmy odpowiedź. Nie musisz robić nic więcej.",
  "Odstąp od umowy tutaj",
];
