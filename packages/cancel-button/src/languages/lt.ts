import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Atšaukti prenumeratą",
  busy: "Vieną akimirką…",
  retry: "Bandyti dar kartą",
  fallbackLink: "Atšaukti kitu būdu",
  failed: "Nepavyko. Bandykite dar kartą.",
  not_identified: "Prisijunkite ir bandykite dar kartą.",
  rate_limited: "Per daug bandymų. Bandykite vėliau.",
  unconfirmed: "Jūsų atsakymas dar nepatvirtintas. Bandykite dar kartą.",
  refused: "Jūsų atsakymo nepavyko apdoroti.",
  ends: "{date} jūsų prenumerata baigsis.",
  received: "Gavome jūsų prašymą atšaukti prenumeratą.",
  recovered: "Jūsų prenumerata tęsiasi. Ačiū, kad liekate!",
  pending: "Gavome jūsų atsakymą. Daugiau nieko daryti nereikia.",
  keepLink: "Tęsti mano prenumeratą",
  withdraw: "Atsisakyti sutarties čia",
  waiting: "Tęskite kitame lange.",
  showWindow: "Rodyti langą",
});
