import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "אין צורך בחשבון לשם כך.",
  name: "השם שלכם",
  contractHint: "שם החוזה או מספרו",
  email: "כתובת דוא״ל לקבלת האישור",
  check: "בדקו את הטופס. עדיין לא נשלח דבר.",
  missing: "מלאו את השדה הזה.",
  tooLong: "הטקסט ארוך מדי.",
  badEmail: "הזינו כתובת דוא״ל כמו name@example.com.",
  badDate: "הזינו תאריך שעדיין לא עבר, כמו 2027-01-31.",

  mailOnItsWay: "אנחנו שולחים אישור אל {email}.",
  openLink: "פתחו את הקישור שבו, כדי שנדע שזה הגיע מכם.",

  weReceived: "קיבלנו דרך האתר שלנו את הפרטים הבאים:",
  endDateLater: "נכתוב לכם ברגע שתאריך הסיום ייקבע.",
  pleaseConfirm: "אשרו כאן שזה הגיע מכם:",
  notYou: "אם זה לא הגיע מכם, הודיעו לנו. דבר אינו מסתיים רק בגלל הודעת הדוא״ל הזאת.",

  confirmTitle: "האם זה הגיע מכם?",
  confirmButton: "כן, זה הגיע ממני",
  confirmed: "תודה, קיבלנו את האישור שלכם",
};
