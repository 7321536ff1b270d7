import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Níl cuntas ag teastáil uait chuige seo.",
  name: "D’ainm",
  contractHint: "Ainm nó uimhir an chonartha",
  otherContract: "Conradh eile",
  email: "Seoladh ríomhphoist don dearbhú",
  check: "Seiceáil an fhoirm, le do thoil.",
  nothingSent: "Níor seoladh aon rud fós.",
  missingName: "Cuir isteach d’ainm.",
  missingContract: "Cuir isteach ainm nó uimhir an chonartha.",
  missingEmail: "Cuir isteach seoladh ríomhphoist don dearbhú.",
  tooLong: "Tá an téacs rófhada.",
  badEmail: "Cuir isteach seoladh ríomhphoist, mar shampla ainm@example.com.",

  undoes: "Cuireann tarraingt siar an conradh ar neamhní ón tús.",
  afterConfirm:
    "Nuair a dhearbhóidh tú í, taispeánfaimid admháil duit láithreach agus seolfaimid chugat í trí ríomhphost.",
  refund: "Aisíocfaimid an méid atá dlite duit faoin dlí.",

  mailOnItsWay: "Tá dearbhú á sheoladh againn chuig {email}.",
  openLink: "Oscail an nasc atá ann.",
  counts: "Tá an méid a sheol tú faighte againn cheana féin agus áirítear é as seo amach.",
  linkShows: "Ní thaispeánann an nasc ach gurb uaitse a tháinig sé.",

  weReceived: "Fuaireamar é seo trínár suíomh gréasáin:",
  pleaseConfirm: "Dearbhaigh anseo, le do thoil, gurb uaitse a tháinig sé seo:",
  notYou:
    "Murab uaitse a tháinig sé seo, cuir in iúl dúinn é, le do thoil. Ní chuirfidh an ríomhphost seo ann féin deireadh le haon rud.",

  confirmTitle: "An uaitse a tháinig an tarraingt siar seo?",
  confirmDoes:
    "Fuaireamar í ag an am thíos. Más uaitse a tháinig sí, áirítear í ón am sin. Ní léiríonn do fhreagra dúinn ach an amhlaidh atá.",
  confirmHint:
    "Murab uaitse a tháinig sé seo, cuir in iúl dúinn é, le do thoil. Ní chuirfidh oscailt an leathanaigh seo inti féin deireadh le haon rud.",
  confirmButton: "Is uaimse a tháinig sé",
  notMe: "Ní uaimse a tháinig sé",
  notMeDoes: "Ní dhearbhaíonn “Ní uaimse” aon rud agus tugann sé go dtí ár dtacaíocht thú.",
  confirmed: "Dhearbhaigh tú gurb uaitse a tháinig sí.",
  unknownLink: "Ní oibríonn an nasc seo",
  unknownLinkText:
    "D’fhéadfadh sé a bheith sean nó neamhiomlán. Oscail ár ríomhphost arís, nó líon an fhoirm arís, le do thoil. Má thaispeánamar admháil duit cheana féin, áirítear fós an méid a sheol tú.",

  rejected: "Níorbh fhéidir linn do tharraingt siar a nascadh le conradh",
  rejectedText: "Níor chuireamar deireadh le haon rud dá bharr.",
  sendAgainText:
    "Déan teagmháil linn, le do thoil, nó seol arís é le sonraí eile, mar shampla uimhir do chonartha.",
  sendAgain: "Seol arís é",
};
