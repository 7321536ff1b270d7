import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "لا تحتاج إلى حساب للقيام بذلك.",
  name: "اسمك",
  contractHint: "اسم العقد أو رقمه",
  email: "البريد الإلكتروني الذي نرسل إليه التأكيد",
  check: "راجع النموذج من فضلك. لم يُرسَل أي شيء بعد.",
  missing: "املأ هذا الحقل.",
  tooLong: "النص أطول من اللازم.",
  badEmail: "أدخل عنوان بريد إلكتروني مثل name@example.com.",
  // Without the mark, digits after Arabic letters stand from right to left: 31-01-2027.
  badDate: "أدخل تاريخًا لم يمضِ بعد، مثل \u200e2027-01-31.",

  mailOnItsWay: "نرسل الآن رسالة تأكيد إلى {email}.",
  openLink: "افتح الرابط الموجود فيها لنعرف أنك أنت من أرسل هذا.",

  weReceived: "وصلنا ما يلي عبر موقعنا:",
  endDateLater: "سنكتب إليك فور تحديد تاريخ الانتهاء.",
  pleaseConfirm: "أكّد هنا من فضلك أنك أنت من أرسل هذا:",
  notYou: "إذا لم تكن أنت من أرسل هذا، فأخبرنا من فضلك. هذه الرسالة وحدها لا تُنهي أي شيء.",

  confirmTitle: "هل أنت من أرسل هذا؟",
  confirmButton: "نعم، أنا من أرسله",
  confirmed: "شكرًا لك، استلمنا تأكيدك",
};
