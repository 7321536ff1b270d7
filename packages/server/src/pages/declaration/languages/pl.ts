import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Nie potrzebujesz do tego konta.",
  name: "Imię i nazwisko",
  contractHint: "Nazwa lub numer umowy",
  email: "Adres e-mail, na który wyślemy potwierdzenie",
  check: "Sprawdź formularz. Nic jeszcze nie zostało wysłane.",
  missing: "Wypełnij to pole.",
  tooLong: "Tekst jest za długi.",
  badEmail: "Podaj adres e-mail, na przykład nazwa@example.com.",
  badDate: "Podaj datę, która jeszcze nie minęła, na przykład 2027-01-31.",

  mailOnItsWay: "Wysyłamy potwierdzenie na adres {email}.",
  openLink: "Otwórz zawarty w nim link. Dzięki temu będziemy wiedzieć, że oświadczenie pochodzi od Ciebie.",

  weReceived: "Przez naszą stronę otrzymaliśmy takie oświadczenie:",
  endDateLater: "Napiszemy do Ciebie, gdy tylko data końca zostanie ustalona.",
  pleaseConfirm: "Potwierdź tutaj, że oświadczenie pochodzi od Ciebie:",
  notYou: "Jeśli oświadczenie nie pochodzi od Ciebie, daj nam znać. Sam ten e-mail niczego nie kończy.",

  confirmTitle: "Czy to oświadczenie pochodzi od Ciebie?",
  confirmButton: "Tak, pochodzi ode mnie",
  confirmed: "Dziękujemy, mamy Twoje potwierdzenie",
};
