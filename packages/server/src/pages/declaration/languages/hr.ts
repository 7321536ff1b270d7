import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Za ovo vam nije potreban korisnički račun.",
  name: "Vaše ime i prezime",
  contractHint: "Naziv ili broj ugovora",
  otherContract: "Drugi ugovor",
  email: "Adresa e-pošte za potvrdu",
  check: "Provjerite obrazac.",
  nothingSent: "Još ništa nije poslano.",
  missingName: "Unesite svoje ime i prezime.",
  missingContract: "Unesite naziv ili broj ugovora.",
  missingEmail: "Unesite adresu e-pošte za potvrdu.",
  tooLong: "Tekst je predugačak.",
  badEmail: "Unesite adresu e-pošte, na primjer ime@example.com.",

  undoes: "Odustajanjem se ugovor poništava od početka.",
  afterConfirm: "Kada potvrdite, odmah ćemo vam prikazati potvrdu o primitku i poslati je e-poštom.",
  refund: "Vratit ćemo vam ono što vam po zakonu pripada.",

  mailOnItsWay: "Šaljemo potvrdu na adresu {email}.",
  openLink: "Otvorite poveznicu u njoj.",
  counts: "Već smo primili ono što ste poslali i to se računa od sada.",
  linkShows: "Poveznica samo pokazuje da to dolazi od vas.",

  weReceived: "Putem svoje internetske stranice primili smo sljedeće:",
  pleaseConfirm: "Ovdje potvrdite da ovo dolazi od vas:",
  notYou: "Ako ovo ne dolazi od vas, javite nam. Samo zbog ove e-poruke ništa ne prestaje.",

  confirmTitle: "Dolazi li ovo odustajanje od vas?",
  confirmDoes:
    "Primili smo ga u dolje navedeno vrijeme. Ako dolazi od vas, računa se od tada. Vaš nam odgovor samo pokazuje je li tako.",
  confirmHint: "Ako ovo ne dolazi od vas, javite nam. Samo zbog otvaranja ove stranice ništa ne prestaje.",
  confirmButton: "Da, dolazi od mene",
  notMe: "Ne, ne dolazi od mene",
  notMeDoes: "„Ne” ništa ne potvrđuje i vodi vas do naše podrške.",
  confirmed: "Potvrdili ste da dolazi od vas.",
  unknownLink: "Ova poveznica ne radi",
  unknownLinkText:
    "Možda je stara ili nepotpuna. Ponovno otvorite našu e-poruku ili još jednom ispunite obrazac. Ako smo vam već prikazali potvrdu o primitku, ono što ste poslali i dalje se računa.",

  rejected: "Nismo mogli povezati vaše odustajanje s ugovorom",
  rejectedText: "Zbog toga ništa nismo okončali.",
  sendAgainText: "Obratite nam se ili pošaljite ponovno s drugim podacima, na primjer s brojem ugovora.",
  sendAgain: "Pošalji ponovno",
};
