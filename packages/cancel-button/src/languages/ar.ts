import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "إلغاء الاشتراك",
  busy: "لحظة من فضلك…",
  retry: "أعد المحاولة",
  fallbackLink: "الإلغاء بطريقة أخرى",
  failed: "لم ينجح ذلك. أعد المحاولة.",
  not_identified: "سجّل الدخول ثم أعد المحاولة.",
  rate_limited: "محاولات كثيرة جدًا. حاول لاحقًا.",
  unconfirmed: "لم يتم تأكيد إجابتك بعد. أعد المحاولة.",
  refused: "تعذّرت معالجة إجابتك.",
  ends: "ينتهي اشتراكك في {date}.",
  received: "استلمنا طلب الإلغاء.",
  recovered: "اشتراكك مستمر. شكرًا لبقائك معنا!",
  pending: "استلمنا إجابتك، ولا يلزمك فعل أي شيء آخر.",
  keepLink: "الاحتفاظ باشتراكي",
  withdraw: "الانسحاب من العقد هنا",
});
