import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Et tarvitse tähän tiliä.",
  name: "Nimesi",
  contractHint: "Sopimuksen nimi tai numero",
  email: "Sähköpostiosoite vahvistusta varten",
  check: "Tarkista lomake. Mitään ei ole vielä lähetetty.",
  missing: "Täytä tämä kenttä.",
  tooLong: "Teksti on liian pitkä.",
  badEmail: "Anna sähköpostiosoite, esimerkiksi nimi@example.com.",
  badDate: "Anna päivämäärä, joka ei ole menneisyydessä, esimerkiksi 2027-01-31.",

  mailOnItsWay: "Lähetämme vahvistuksen osoitteeseen {email}.",
  openLink: "Avaa siinä oleva linkki, jotta tiedämme, että ilmoitus tuli sinulta.",

  weReceived: "Olemme vastaanottaneet verkkosivustomme kautta tämän ilmoituksen:",
  endDateLater: "Kirjoitamme sinulle heti, kun päättymispäivä on vahvistettu.",
  pleaseConfirm: "Vahvista tästä, että ilmoitus tuli sinulta:",
  notYou:
    "Jos ilmoitus ei tullut sinulta, kerro siitä meille. Mikään ei pääty pelkästään tämän sähköpostin vuoksi.",

  confirmTitle: "Tuliko tämä ilmoitus sinulta?",
  confirmButton: "Kyllä, se tuli minulta",
  confirmed: "Kiitos, olemme vastaanottaneet vahvistuksesi",
};
