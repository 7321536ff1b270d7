import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Níl cuntas ag teastáil uait chuige seo.",
  name: "D’ainm",
  contractHint: "Ainm nó uimhir an chonartha",
  email: "Seoladh ríomhphoist don dearbhú",
  check: "Seiceáil an fhoirm, le do thoil. Níor seoladh aon rud fós.",
  missing: "Líon isteach an réimse seo.",
  tooLong: "Tá an téacs rófhada.",
  badEmail: "Cuir isteach seoladh ríomhphoist, mar shampla ainm@example.com.",
  badDate: "Cuir isteach dáta nach bhfuil thart, mar shampla 2027-01-31.",

  mailOnItsWay: "Tá dearbhú á sheoladh againn chuig {email}.",
  openLink: "Oscail an nasc atá ann chun a thaispeáint dúinn gurb uaitse a tháinig sé seo.",

  weReceived: "Fuaireamar é seo trínár suíomh gréasáin:",
  endDateLater: "Scríobhfaimid chugat a luaithe a bheidh an dáta deiridh socraithe.",
  pleaseConfirm: "Dearbhaigh anseo, le do thoil, gurb uaitse a tháinig sé seo:",
  notYou:
    "Murab uaitse a tháinig sé seo, cuir in iúl dúinn é, le do thoil. Ní chuirfidh an ríomhphost seo ann féin deireadh le haon rud.",

  confirmTitle: "An uaitse a tháinig sé seo?",
  confirmButton: "Is uaimse a tháinig sé",
  confirmed: "Go raibh maith agat, tá do dhearbhú faighte againn",
};
