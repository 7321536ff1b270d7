import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "M’għandekx bżonn kont għal dan.",
  name: "Ismek",
  contractHint: "L-isem jew in-numru tal-kuntratt",
  otherContract: "Kuntratt ieħor",
  email: "Indirizz tal-email għall-konferma",
  check: "Jekk jogħġbok iċċekkja l-formola.",
  nothingSent: "Għadu ma ntbagħat xejn.",
  missingName: "Daħħal ismek.",
  missingContract: "Daħħal l-isem jew in-numru tal-kuntratt.",
  missingEmail: "Daħħal indirizz tal-email għall-konferma.",
  tooLong: "It-test twil wisq.",
  badEmail: "Daħħal indirizz tal-email bħal isem@example.com.",

  undoes: "Ir-reċess iħassar il-kuntratt mill-bidu.",
  afterConfirm: "Meta tikkonferma, nuruk minnufih konferma tal-wasla u nibagħtuhielek bl-email.",
  refund: "Nagħtuk lura dak li hu dovut lilek skont il-liġi.",

  mailOnItsWay: "Qed nibagħtu konferma fl-indirizz {email}.",
  openLink: "Iftaħ il-link li fiha.",
  counts: "Dak li bgħatt diġà rċevejnieh u jgħodd minn issa.",
  linkShows: "Il-link juri biss li ġej mingħandek.",

  weReceived: "Irċevejna dan permezz tas-sit web tagħna:",
  pleaseConfirm: "Jekk jogħġbok ikkonferma hawnhekk li dan ġej mingħandek:",
  notYou: "Jekk dan mhux ġej mingħandek, jekk jogħġbok għidilna. Din l-email waħedha ma ttemm xejn.",

  confirmTitle: "Dan ir-reċess ġej mingħandek?",
  confirmDoes:
    "Irċevejnieh fil-ħin ta’ hawn taħt. Jekk hu ġej mingħandek, jgħodd minn dak il-ħin. It-tweġiba tiegħek turina biss jekk hux hekk.",
  confirmHint:
    "Jekk dan mhux ġej mingħandek, jekk jogħġbok għidilna. Il-ftuħ ta’ din il-paġna waħdu ma jtemm xejn.",
  confirmButton: "Iva, ġej mingħandi",
  notMe: "Le, mhux ġej mingħandi",
  notMeDoes: "“Le” ma jikkonferma xejn u jeħodok għand is-servizz tal-klijenti tagħna.",
  confirmed: "Ikkonfermajt li ġej mingħandek.",
  unknownLink: "Dan il-link ma jaħdimx",
  unknownLinkText:
    "Jista’ jkun qadim jew mhux sħiħ. Jekk jogħġbok erġa’ iftaħ l-email tagħna, jew erġa’ imla l-formola. Jekk diġà wrejniek konferma tal-wasla, dak li bgħatt għadu jgħodd.",

  rejected: "Ma stajniex norbtu r-reċess tiegħek ma’ kuntratt",
  rejectedText: "Ma temmejna xejn minħabba dan.",
  sendAgainText: "Jekk jogħġbok ikkuntattjana, jew erġa’ ibgħatu b’dettalji oħra, bħan-numru tal-kuntratt.",
  sendAgain: "Erġa’ ibgħatu",
};
