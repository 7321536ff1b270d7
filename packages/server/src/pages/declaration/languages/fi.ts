import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Et tarvitse tähän tiliä.",
  name: "Nimesi",
  contractHint: "Sopimuksen nimi tai numero",
  otherContract: "Jokin muu sopimus",
  email: "Sähköpostiosoite vahvistusta varten",
  check: "Tarkista lomake.",
  nothingSent: "Mitään ei ole vielä lähetetty.",
  missingName: "Anna nimesi.",
  missingContract: "Anna sopimuksen nimi tai numero.",
  missingEmail: "Anna sähköpostiosoite vahvistusta varten.",
  tooLong: "Teksti on liian pitkä.",
  badEmail: "Anna sähköpostiosoite, esimerkiksi nimi@example.com.",

  undoes: "Peruuttaminen purkaa sopimuksen alusta alkaen.",
  afterConfirm:
    "Kun vahvistat, näytämme sinulle heti vastaanottovahvistuksen ja lähetämme sen sinulle sähköpostitse.",
  refund: "Palautamme sinulle sen, mikä sinulle lain mukaan kuuluu.",

  mailOnItsWay: "Lähetämme vahvistuksen osoitteeseen {email}.",
  openLink: "Avaa siinä oleva linkki.",
  counts: "Ilmoituksesi on jo vastaanotettu, ja se lasketaan tästä hetkestä alkaen.",
  linkShows: "Linkki osoittaa vain, että se tuli sinulta.",

  weReceived: "Olemme vastaanottaneet verkkosivustomme kautta tämän ilmoituksen:",
  pleaseConfirm: "Vahvista tästä, että ilmoitus tuli sinulta:",
  notYou:
    "Jos ilmoitus ei tullut sinulta, kerro siitä meille. Mikään ei pääty pelkästään tämän sähköpostin vuoksi.",

  confirmTitle: "Tuliko tämä peruuttamisilmoitus sinulta?",
  confirmDoes:
    "Saimme ilmoituksen alla näkyvänä ajankohtana. Jos se tuli sinulta, se lasketaan siitä alkaen. Vastauksesi osoittaa vain, onko näin.",
  confirmHint:
    "Jos ilmoitus ei tullut sinulta, kerro siitä meille. Mikään ei pääty pelkästään tämän sivun avaamisen vuoksi.",
  confirmButton: "Kyllä, se tuli minulta",
  notMe: "Ei, se ei tullut minulta",
  notMeDoes: "”Ei” ei vahvista mitään ja vie sinut tukeemme.",
  confirmed: "Olet vahvistanut, että ilmoitus tuli sinulta.",
  unknownLink: "Tämä linkki ei toimi",
  unknownLinkText:
    "Se voi olla vanha tai puutteellinen. Avaa sähköpostimme uudelleen tai täytä lomake vielä kerran. Jos olemme jo näyttäneet sinulle vastaanottovahvistuksen, ilmoituksesi otetaan edelleen huomioon.",

  rejected: "Emme voineet yhdistää peruuttamisilmoitustasi mihinkään sopimukseen",
  rejectedText: "Emme ole lopettaneet mitään ilmoituksen perusteella.",
  sendAgainText:
    "Ota meihin yhteyttä tai lähetä ilmoitus uudelleen muilla tiedoilla, esimerkiksi sopimusnumerolla.",
  sendAgain: "Lähetä uudelleen",
};
