import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "M’għandekx bżonn kont għal dan.",
  name: "Ismek",
  contractHint: "L-isem jew in-numru tal-kuntratt",
  email: "Indirizz tal-email għall-konferma",
  check: "Jekk jogħġbok iċċekkja l-formola. Għadu ma ntbagħat xejn.",
  missing: "Imla din il-parti.",
  tooLong: "It-test twil wisq.",
  badEmail: "Daħħal indirizz tal-email bħal isem@example.com.",
  badDate: "Daħħal data li għadha ma għaddietx, bħal 2027-01-31.",

  mailOnItsWay: "Qed nibagħtu konferma fl-indirizz {email}.",
  openLink: "Iftaħ il-link li fiha biex inkunu nafu li dan ġej mingħandek.",

  weReceived: "Irċevejna dan permezz tas-sit web tagħna:",
  endDateLater: "Niktbulek malli d-data tat-tmiem tkun stabbilita.",
  pleaseConfirm: "Jekk jogħġbok ikkonferma hawnhekk li dan ġej mingħandek:",
  notYou: "Jekk dan mhux ġej mingħandek, jekk jogħġbok għidilna. Din l-email waħedha ma ttemm xejn.",

  confirmTitle: "Dan ġej mingħandek?",
  confirmButton: "Iva, ġej mingħandi",
  confirmed: "Grazzi, irċevejna l-konferma tiegħek",
};
