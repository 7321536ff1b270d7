import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Otkaži pretplatu",
  busy: "Samo trenutak…",
  retry: "Pokušaj ponovno",
  fallbackLink: "Otkaži na drugi način",
  failed: "Nije uspjelo. Pokušajte ponovno.",
  not_identified: "Prijavite se i pokušajte ponovno.",
  rate_limited: "Previše pokušaja. Pokušajte ponovno kasnije.",
  unconfirmed: "Vaš odgovor još nije potvrđen. Pokušajte ponovno.",
  refused: "Vaš odgovor nije bilo moguće obraditi.",
  ends: "Dana {date} završava vaša pretplata.",
  received: "Primili smo vaše otkazivanje.",
  recovered: "Vaša se pretplata nastavlja. Hvala što ostajete!",
  pending: "Primili smo vaš odgovor. Ne morate učiniti ništa drugo.",
  keepLink: "Zadrži moju pretplatu",
  withdraw: "Odustati od ugovora",
  waiting: "Nastavite u drugom prozoru.",
  showWindow: "Prikaži prozor",
});
