import type { Texts } from "../messages.ts";

export const texts: Texts = [
  "Peruuta tilaus",
  "Hetkinen…",
  "Yritä uudelleen",
  "Peruuta toisella tavalla",
  "Se ei onnistunut. Yritä uudelleen.",
  "Kirjaudu sisään ja yritä uudelleen.",
  "Liian monta yritystä. Yritä myöhemmin uudelleen.",
  "Vastaustasi ei ole vielä vahvistettu. Yritä uudelleen.",
  "Vastaustasi ei voitu käsitellä.",
  "Tilauksesi päättyy {date}.",
  "Olemme vastaanottaneet tilauksesi peruutuksen.",
  "Jatkat tilaajana. Kiitos!",
  "Olemme vastaanottaneet vastauksesi. Sinun ei tarvitse tehdä muuta.",
  "Peruuta sopimus tästä",
];
