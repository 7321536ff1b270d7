import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Ehhez nincs szükség fiókra.",
  name: "Az Ön neve",
  contractHint: "A szerződés megnevezése vagy száma",
  otherContract: "Másik szerződés",
  email: "E-mail-cím a visszaigazoláshoz",
  check: "Kérjük, ellenőrizze az űrlapot.",
  nothingSent: "Még nem küldött el semmit.",
  missingName: "Adja meg a nevét.",
  missingContract: "Adja meg a szerződés megnevezését vagy számát.",
  missingEmail: "Adjon meg egy e-mail-címet a visszaigazoláshoz.",
  tooLong: "A szöveg túl hosszú.",
  badEmail: "Adjon meg egy e-mail-címet, például: name@example.com.",

  undoes: "Az elállás visszamenőleg felbontja a szerződést.",
  afterConfirm:
    "Amint megerősíti, azonnal megjelenítjük a beérkezés visszaigazolását, és e-mailben is elküldjük.",
  refund: "Visszatérítjük, ami a törvény szerint Önnek jár.",

  mailOnItsWay: "Visszaigazolást küldünk erre a címre: {email}.",
  openLink: "Nyissa meg a benne lévő hivatkozást.",
  counts: "Nyilatkozata már megérkezett hozzánk, és mostantól számít.",
  linkShows: "A hivatkozás csak azt mutatja, hogy Öntől származik.",

  weReceived: "A webhelyünkön keresztül ezt a nyilatkozatot kaptuk:",
  pleaseConfirm: "Kérjük, itt erősítse meg, hogy a nyilatkozat Öntől származik:",
  notYou:
    "Ha a nyilatkozat nem Öntől származik, kérjük, jelezze nekünk. Ettől az e-mailtől önmagában semmi sem szűnik meg.",

  confirmTitle: "Öntől származik ez az elállás?",
  confirmDoes:
    "A nyilatkozat az alább látható időpontban érkezett meg. Ha Öntől származik, azóta számít. A válasza csak azt mutatja meg nekünk, hogy így van-e.",
  confirmHint:
    "Ha a nyilatkozat nem Öntől származik, kérjük, jelezze nekünk. Az oldal megnyitásától önmagában semmi sem szűnik meg.",
  confirmButton: "Igen, tőlem származik",
  notMe: "Nem, nem tőlem származik",
  notMeDoes: "A „Nem” semmit sem erősít meg, és az ügyfélszolgálatunkhoz vezet.",
  confirmed: "Megerősítette, hogy a nyilatkozat Öntől származik.",
  unknownLink: "Ez a hivatkozás nem működik",
  unknownLinkText:
    "Lehet, hogy régi vagy hiányos. Kérjük, nyissa meg újra az e-mailünket, vagy töltse ki még egyszer az űrlapot. Ha már megjelenítettük Önnek a beérkezés visszaigazolását, a nyilatkozata továbbra is számít.",

  rejected: "Az elállását nem tudtuk szerződéshez kapcsolni",
  rejectedText: "A nyilatkozat alapján semmit sem szüntettünk meg.",
  sendAgainText:
    "Kérjük, forduljon hozzánk, vagy küldje el újra más adatokkal, például a szerződés számával.",
  sendAgain: "Újraküldés",
};
