import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Peruuta tilaus",
  busy: "Hetkinen…",
  retry: "Yritä uudelleen",
  fallbackLink: "Peruuta toisella tavalla",
  failed: "Se ei onnistunut. Yritä uudelleen.",
  not_identified: "Kirjaudu sisään ja yritä uudelleen.",
  rate_limited: "Liian monta yritystä. Yritä myöhemmin uudelleen.",
  unconfirmed: "Vastaustasi ei ole vielä vahvistettu. Yritä uudelleen.",
  refused: "Vastaustasi ei voitu käsitellä.",
  ends: "Tilauksesi päättyy {date}.",
  received: "Tilauksesi peruutus on vastaanotettu.",
  recovered: "Tilauksesi jatkuu. Kiitos, että pysyt asiakkaanamme!",
  pending: "Olemme vastaanottaneet vastauksesi. Sinun ei tarvitse tehdä muuta.",
  keepLink: "Pidä tilaukseni",
  withdraw: "Peruuta sopimus tästä",
  waiting: "Jatka toisessa ikkunassa.",
  showWindow: "Näytä ikkuna",
});
