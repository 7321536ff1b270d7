import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Za ovo vam nije potreban korisnički račun.",
  name: "Vaše ime i prezime",
  contractHint: "Naziv ili broj ugovora",
  email: "Adresa e-pošte za potvrdu",
  check: "Provjerite obrazac. Još ništa nije poslano.",
  missing: "Ispunite ovo polje.",
  tooLong: "Tekst je predugačak.",
  badEmail: "Unesite adresu e-pošte, na primjer ime@example.com.",
  badDate: "Unesite datum koji nije prošao, na primjer 2027-01-31.",

  mailOnItsWay: "Šaljemo potvrdu na adresu {email}.",
  openLink: "Otvorite poveznicu u njoj kako bismo znali da ovo dolazi od vas.",

  weReceived: "Putem svoje internetske stranice primili smo sljedeće:",
  endDateLater: "Pisat ćemo vam čim datum završetka bude određen.",
  pleaseConfirm: "Ovdje potvrdite da ovo dolazi od vas:",
  notYou: "Ako ovo ne dolazi od vas, javite nam. Samo zbog ove e-poruke ništa ne prestaje.",

  confirmTitle: "Dolazi li ovo od vas?",
  confirmButton: "Da, dolazi od mene",
  confirmed: "Hvala, primili smo vašu potvrdu",
};
