import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Selleks ei ole teil kontot vaja.",
  name: "Teie nimi",
  contractHint: "Lepingu nimetus või number",
  email: "E-posti aadress kinnituse saatmiseks",
  check: "Palun kontrollige vormi. Midagi ei ole veel saadetud.",
  missing: "Täitke see väli.",
  tooLong: "Tekst on liiga pikk.",
  badEmail: "Sisestage e-posti aadress, näiteks nimi@example.com.",
  badDate: "Sisestage kuupäev, mis ei ole möödas, näiteks 2027-01-31.",

  mailOnItsWay: "Saadame kinnituse aadressile {email}.",
  openLink: "Avage selles olev link. Nii teame, et avaldus tuli teilt.",

  weReceived: "Saime oma veebilehe kaudu järgmise avalduse:",
  endDateLater: "Kirjutame teile niipea, kui lõppkuupäev on teada.",
  pleaseConfirm: "Palun kinnitage siin, et avaldus tuli teilt:",
  notYou:
    "Kui avaldus ei tulnud teilt, andke meile palun teada. Ainuüksi selle e-kirja tõttu ei lõpe midagi.",

  confirmTitle: "Kas see avaldus tuli teilt?",
  confirmButton: "Jah, see tuli minult",
  confirmed: "Täname, saime teie kinnituse kätte",
};
