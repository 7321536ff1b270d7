import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Nie potrzebujesz do tego konta.",
  name: "Imię i nazwisko",
  contractHint: "Nazwa lub numer umowy",
  otherContract: "Inna umowa",
  email: "Adres e-mail, na który wyślemy potwierdzenie",
  check: "Sprawdź formularz.",
  nothingSent: "Nic jeszcze nie zostało wysłane.",
  missingName: "Podaj imię i nazwisko.",
  missingContract: "Podaj nazwę lub numer umowy.",
  missingEmail: "Podaj adres e-mail, na który wyślemy potwierdzenie.",
  tooLong: "Tekst jest za długi.",
  badEmail: "Podaj adres e-mail, na przykład nazwa@example.com.",

  undoes: "Odstąpienie sprawia, że umowę uważa się za niezawartą.",
  afterConfirm: "Gdy potwierdzisz, od razu pokażemy potwierdzenie otrzymania i wyślemy je e-mailem.",
  refund: "Zwrócimy to, co należy Ci się zgodnie z prawem.",

  mailOnItsWay: "Wysyłamy potwierdzenie na adres {email}.",
  openLink: "Otwórz zawarty w nim link.",
  counts: "Twoje oświadczenie już do nas dotarło i liczy się od teraz.",
  linkShows: "Link pokazuje tylko, że pochodzi ono od Ciebie.",

  weReceived: "Przez naszą stronę otrzymaliśmy takie oświadczenie:",
  pleaseConfirm: "Potwierdź tutaj, że oświadczenie pochodzi od Ciebie:",
  notYou: "Jeśli oświadczenie nie pochodzi od Ciebie, daj nam znać. Sam ten e-mail niczego nie kończy.",

  confirmTitle: "Czy to odstąpienie od umowy pochodzi od Ciebie?",
  confirmDoes:
    "Otrzymaliśmy je w momencie podanym niżej. Jeśli pochodzi od Ciebie, liczy się od tamtego momentu. Twoja odpowiedź pokazuje nam tylko, czy tak jest.",
  confirmHint:
    "Jeśli oświadczenie nie pochodzi od Ciebie, daj nam znać. Samo otwarcie tej strony niczego nie kończy.",
  confirmButton: "Tak, pochodzi ode mnie",
  notMe: "Nie, nie pochodzi ode mnie",
  notMeDoes: "„Nie” niczego nie potwierdza i prowadzi do naszej pomocy.",
  confirmed: "Mamy Twoje potwierdzenie, że oświadczenie pochodzi od Ciebie.",
  unknownLink: "Ten link nie działa",
  unknownLinkText:
    "Może być stary lub niepełny. Otwórz jeszcze raz nasz e-mail albo ponownie wypełnij formularz. Jeśli pokazaliśmy Ci już potwierdzenie otrzymania, Twoje oświadczenie nadal się liczy.",

  rejected: "Nie udało nam się powiązać odstąpienia z umową",
  rejectedText: "Na podstawie tego oświadczenia niczego nie zakończyliśmy.",
  sendAgainText:
    "Skontaktuj się z nami lub wyślij oświadczenie jeszcze raz z innymi danymi, na przykład z numerem umowy.",
  sendAgain: "Wyślij jeszcze raz",
};
