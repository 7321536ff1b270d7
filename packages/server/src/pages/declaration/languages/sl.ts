import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Za to ne potrebujete uporabniškega računa.",
  name: "Vaše ime in priimek",
  contractHint: "Ime ali številka pogodbe",
  otherContract: "Druga pogodba",
  email: "E-poštni naslov za potrdilo",
  check: "Preverite obrazec.",
  nothingSent: "Nič še ni bilo poslano.",
  missingName: "Vnesite svoje ime in priimek.",
  missingContract: "Vnesite ime ali številko pogodbe.",
  missingEmail: "Vnesite e-poštni naslov za potrdilo.",
  tooLong: "Besedilo je predolgo.",
  badEmail: "Vnesite e-poštni naslov, na primer ime@example.com.",

  undoes: "Z odstopom se pogodba razveljavi od začetka.",
  afterConfirm: "Ko potrdite, vam takoj prikažemo potrdilo o prejemu in vam ga pošljemo po e-pošti.",
  refund: "Vrnemo vam, kar vam pripada po zakonu.",

  mailOnItsWay: "Na naslov {email} pošiljamo potrdilo.",
  openLink: "Odprite povezavo v njem.",
  counts: "Vašo izjavo smo že prejeli in šteje od zdaj.",
  linkShows: "Povezava samo pokaže, da prihaja od vas.",

  weReceived: "Prek svojega spletnega mesta smo prejeli to izjavo:",
  pleaseConfirm: "Tukaj potrdite, da izjava prihaja od vas:",
  notYou: "Če izjava ne prihaja od vas, nam to sporočite. Samo zaradi tega e-sporočila se nič ne konča.",

  confirmTitle: "Ali ta odstop prihaja od vas?",
  confirmDoes:
    "Izjavo smo prejeli ob spodaj navedenem času. Če prihaja od vas, šteje od takrat. Vaš odgovor nam samo pokaže, ali je tako.",
  confirmHint:
    "Če izjava ne prihaja od vas, nam to sporočite. Samo zaradi odprtja te strani se nič ne konča.",
  confirmButton: "Da, prihaja od mene",
  notMe: "Ne, ne prihaja od mene",
  notMeDoes: "„Ne“ ničesar ne potrdi in vas vodi do naše podpore.",
  confirmed: "Potrdili ste, da izjava prihaja od vas.",
  unknownLink: "Ta povezava ne deluje",
  unknownLinkText:
    "Morda je stara ali nepopolna. Znova odprite naše e-sporočilo ali še enkrat izpolnite obrazec. Če smo vam že prikazali potrdilo o prejemu, vaša izjava še vedno šteje.",

  rejected: "Vašega odstopa nismo mogli povezati s pogodbo",
  rejectedText: "Na podlagi te izjave nismo ničesar končali.",
  sendAgainText:
    "Obrnite se na nas ali pošljite izjavo znova z drugimi podatki, na primer s številko pogodbe.",
  sendAgain: "Pošlji znova",
};
