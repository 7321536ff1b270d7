import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "ביטול המינוי",
  busy: "רק רגע…",
  retry: "ניסיון נוסף",
  fallbackLink: "ביטול בדרך אחרת",
  failed: "זה לא הצליח. נסו שוב.",
  not_identified: "התחברו ונסו שוב.",
  rate_limited: "יותר מדי ניסיונות. נסו שוב מאוחר יותר.",
  unconfirmed: "התשובה שלכם עדיין לא אושרה. נסו שוב.",
  refused: "לא ניתן היה לעבד את התשובה שלכם.",
  ends: "המינוי שלכם יסתיים ב־{date}.",
  received: "קיבלנו את הביטול שלכם.",
  recovered: "המינוי שלכם נמשך. תודה שנשארתם!",
  pending: "קיבלנו את התשובה שלכם. אין צורך לעשות דבר נוסף.",
  keepLink: "להשאיר את המינוי",
  withdraw: "חזרה מהחוזה כאן",
  waiting: "יש לסיים בחלון השני.",
  showWindow: "הצגת החלון",
});
