import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Ikkanċella l-abbonament",
  busy: "Mument…",
  retry: "Erġa’ pprova",
  fallbackLink: "Ikkanċella b’mod ieħor",
  failed: "Ma rnexxietx. Jekk jogħġbok erġa’ pprova.",
  not_identified: "Jekk jogħġbok idħol fil-kont tiegħek u erġa’ pprova.",
  rate_limited: "Saru wisq tentattivi. Jekk jogħġbok erġa’ pprova aktar tard.",
  unconfirmed: "It-tweġiba tiegħek għadha mhix ikkonfermata. Jekk jogħġbok erġa’ pprova.",
  refused: "Ma stajniex nipproċessaw it-tweġiba tiegħek.",
  ends: "L-abbonament tiegħek jintemm f’din id-data: {date}.",
  received: "Irċevejna l-kanċellament tiegħek.",
  recovered: "L-abbonament tiegħek ikompli. Grazzi talli bqajt magħna!",
  pending: "Irċevejna t-tweġiba tiegħek. M’għandekx bżonn tagħmel xejn aktar.",
  keepLink: "Żomm l-abbonament tiegħi",
  withdraw: "Irtira mill-kuntratt hawnhekk",
  waiting: "Kompli fit-tieqa l-oħra.",
  showWindow: "Uri t-tieqa",
});
