import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "אין צורך בחשבון לשם כך.",
  name: "השם שלכם",
  contractHint: "שם החוזה או מספרו",
  email: "כתובת דוא״ל לקבלת האישור",
  check: "בדקו את הטופס. עדיין לא נשלח דבר.",
  missingName: "הזינו את שמכם.",
  missingContract: "הזינו את שם החוזה או את מספרו.",
  missingEmail: "הזינו כתובת דוא״ל לקבלת האישור.",
  tooLong: "הטקסט ארוך מדי.",
  badEmail: "הזינו כתובת דוא״ל כמו name@example.com.",

  undoes: "חזרה מהחוזה מבטלת אותו מעיקרו ולא רק מסיימת אותו.",
  refund: "לאחר האישור נציג לכם אישור קבלה. לאחר מכן נחזיר לכם את מה שמגיע לכם על פי חוק.",

  mailOnItsWay: "אנחנו שולחים אישור אל {email}.",
  openLink: "פתחו את הקישור שבו, כדי שנדע שזה הגיע מכם.",

  weReceived: "קיבלנו דרך האתר שלנו את הפרטים הבאים:",
  pleaseConfirm: "אשרו כאן שזה הגיע מכם:",
  notYou: "אם זה לא הגיע מכם, הודיעו לנו. דבר אינו מסתיים רק בגלל הודעת הדוא״ל הזאת.",

  confirmTitle: "האם זה הגיע מכם?",
  confirmButton: "כן, זה הגיע ממני",
  confirmed: "תודה, קיבלנו את האישור שלכם",

  rejected: "לא הצלחנו לשייך את זה לחוזה",
  rejectedText: "לא סיימנו דבר בעקבות זאת.",
  sendAgainText: "פנו אלינו, או שלחו שוב עם פרטים אחרים, כמו מספר החוזה.",
  sendAgain: "שליחה חוזרת",
};
