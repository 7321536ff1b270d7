import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Ehhez nincs szükség fiókra.",
  name: "Az Ön neve",
  contractHint: "A szerződés megnevezése vagy száma",
  email: "E-mail-cím a visszaigazoláshoz",
  check: "Kérjük, ellenőrizze az űrlapot. Még nem küldött el semmit.",
  missing: "Töltse ki ezt a mezőt.",
  tooLong: "A szöveg túl hosszú.",
  badEmail: "Adjon meg egy e-mail-címet, például: name@example.com.",
  badDate: "Adjon meg egy nem múltbeli dátumot, például: 2027-01-31.",

  mailOnItsWay: "Visszaigazolást küldünk erre a címre: {email}.",
  openLink: "Nyissa meg a benne lévő hivatkozást, így tudni fogjuk, hogy a nyilatkozat Öntől származik.",

  weReceived: "A webhelyünkön keresztül ezt a nyilatkozatot kaptuk:",
  endDateLater: "Írunk Önnek, amint megvan a befejezés dátuma.",
  pleaseConfirm: "Kérjük, itt erősítse meg, hogy a nyilatkozat Öntől származik:",
  notYou:
    "Ha a nyilatkozat nem Öntől származik, kérjük, jelezze nekünk. Ettől az e-mailtől önmagában semmi sem szűnik meg.",

  confirmTitle: "Öntől származik ez a nyilatkozat?",
  confirmButton: "Igen, tőlem származik",
  confirmed: "Köszönjük, megkaptuk a megerősítését",
};
