import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Selleks ei ole teil kontot vaja.",
  name: "Teie nimi",
  contractHint: "Lepingu nimetus või number",
  otherContract: "Muu leping",
  email: "E-posti aadress kinnituse saatmiseks",
  check: "Palun kontrollige vormi.",
  nothingSent: "Midagi ei ole veel saadetud.",
  missingName: "Sisestage oma nimi.",
  missingContract: "Sisestage lepingu nimetus või number.",
  missingEmail: "Sisestage e-posti aadress kinnituse saatmiseks.",
  tooLong: "Tekst on liiga pikk.",
  badEmail: "Sisestage e-posti aadress, näiteks nimi@example.com.",

  undoes: "Taganemisega kaotab leping kehtivuse algusest peale.",
  afterConfirm: "Kui kinnitate, näitame teile kohe kättesaamise kinnitust ja saadame selle teile e-postiga.",
  refund: "Tagastame teile selle, mis teile seaduse järgi kuulub.",

  mailOnItsWay: "Saadame kinnituse aadressile {email}.",
  openLink: "Avage selles olev link.",
  counts: "Teie avaldus on juba meie käes ja seda arvestatakse praegusest hetkest.",
  linkShows: "Link näitab ainult, et see tuli teilt.",

  weReceived: "Saime oma veebilehe kaudu järgmise avalduse:",
  pleaseConfirm: "Palun kinnitage siin, et avaldus tuli teilt:",
  notYou:
    "Kui avaldus ei tulnud teilt, andke meile palun teada. Ainuüksi selle e-kirja tõttu ei lõpe midagi.",

  confirmTitle: "Kas see taganemisavaldus tuli teilt?",
  confirmDoes:
    "Saime avalduse allpool näidatud ajal. Kui see tuli teilt, arvestatakse seda sellest hetkest. Teie vastus näitab meile ainult, kas see on nii.",
  confirmHint:
    "Kui avaldus ei tulnud teilt, andke meile palun teada. Ainuüksi selle lehe avamise tõttu ei lõpe midagi.",
  confirmButton: "Jah, see tuli minult",
  notMe: "Ei, see ei tulnud minult",
  notMeDoes: "„Ei“ ei kinnita midagi ja viib teid meie klienditoe juurde.",
  confirmed: "Olete kinnitanud, et avaldus tuli teilt.",
  unknownLink: "See link ei tööta",
  unknownLinkText:
    "Link võib olla vana või poolik. Avage palun uuesti meie e-kiri või täitke vorm veel kord. Kui oleme teile kättesaamise kinnitust juba näidanud, arvestatakse saadetut endiselt.",

  rejected: "Me ei saanud teie taganemisavaldust ühegi lepinguga seostada",
  rejectedText: "Me ei ole avalduse põhjal midagi lõpetanud.",
  sendAgainText:
    "Palun võtke meiega ühendust või saatke avaldus uuesti teiste andmetega, näiteks lepingu numbriga.",
  sendAgain: "Saada uuesti",
};
