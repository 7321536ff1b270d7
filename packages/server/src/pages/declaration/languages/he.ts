import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "אין צורך בחשבון לשם כך.",
  name: "השם שלכם",
  contractHint: "שם החוזה או מספרו",
  otherContract: "חוזה אחר",
  email: "כתובת דוא״ל לקבלת האישור",
  check: "בדקו את הטופס. עדיין לא נשלח דבר.",
  missingName: "הזינו את שמכם.",
  missingContract: "הזינו את שם החוזה או את מספרו.",
  missingEmail: "הזינו כתובת דוא״ל לקבלת האישור.",
  tooLong: "הטקסט ארוך מדי.",
  badEmail: "הזינו כתובת דוא״ל כמו name@example.com.",

  undoes: "חזרה מהחוזה מבטלת אותו מעיקרו.",
  afterConfirm: "לאחר האישור נציג לכם אישור קבלה.",
  refund: "נחזיר לכם את מה שמגיע לכם על פי חוק.",

  mailOnItsWay: "אנחנו שולחים אישור אל {email}.",
  openLink: "פתחו את הקישור שבו.",
  counts: "מה ששלחתם כבר התקבל והוא נחשב מעכשיו.",
  linkShows: "הקישור רק מראה שזה הגיע מכם.",

  weReceived: "קיבלנו דרך האתר שלנו את הפרטים הבאים:",
  pleaseConfirm: "אשרו כאן שזה הגיע מכם:",
  notYou: "אם זה לא הגיע מכם, הודיעו לנו. דבר אינו מסתיים רק בגלל הודעת הדוא״ל הזאת.",

  confirmTitle: "האם זה הגיע מכם?",
  confirmDoes: "לאחר שתאשרו זאת, נטפל בכך.",
  confirmHint: "אם זה לא הגיע מכם, הודיעו לנו. דבר אינו מסתיים רק בגלל פתיחת הדף הזה.",
  confirmButton: "כן, זה הגיע ממני",
  notMe: "לא, זה לא הגיע ממני",
  confirmed: "תודה שאישרתם שזה הגיע מכם",

  rejected: "לא הצלחנו לשייך את זה לחוזה",
  rejectedText: "לא סיימנו דבר בעקבות זאת.",
  sendAgainText: "פנו אלינו, או שלחו שוב עם פרטים אחרים, כמו מספר החוזה.",
  sendAgain: "שליחה חוזרת",
};
