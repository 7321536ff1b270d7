import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Előfizetés lemondása",
  busy: "Egy pillanat…",
  retry: "Próbálja újra",
  fallbackLink: "Lemondás más módon",
  failed: "Nem sikerült. Kérjük, próbálja újra.",
  not_identified: "Kérjük, jelentkezzen be, és próbálja újra.",
  rate_limited: "Túl sok próbálkozás. Kérjük, próbálja újra később.",
  unconfirmed: "A válaszát még nem sikerült megerősíteni. Kérjük, próbálja újra.",
  refused: "Nem sikerült feldolgozni a válaszát.",
  ends: "Az előfizetése ekkor ér véget: {date}",
  received: "Megkaptuk a lemondását.",
  recovered: "Az előfizetése folytatódik. Köszönjük, hogy velünk marad!",
  pending: "Megkaptuk a válaszát. Nincs további teendője.",
  keepLink: "Előfizetés megtartása",
  withdraw: "Elállás a szerződéstől",
  waiting: "Folytassa a másik ablakban.",
  showWindow: "Ablak megjelenítése",
});
