import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "辦理時不需要帳戶。",
  name: "您的姓名",
  contractHint: "合約名稱或編號",
  email: "接收確認信的電子郵件地址",
  check: "請檢查表單。尚未傳送任何內容。",
  missing: "請填寫此欄位。",
  tooLong: "內容過長。",
  badEmail: "請輸入電子郵件地址，例如 name@example.com。",
  badDate: "請輸入不早於今天的日期，例如 2027-01-31。",

  mailOnItsWay: "我們正在將確認信寄到 {email}。",
  openLink: "請開啟信中的連結，讓我們確認這是您本人傳送的。",

  weReceived: "我們透過網站收到了以下內容：",
  endDateLater: "結束日期確定後，我們會通知您。",
  pleaseConfirm: "請在此確認這是您本人傳送的：",
  notYou: "如果這不是您本人傳送的，請告訴我們。僅憑這封郵件不會終止任何合約。",

  confirmTitle: "這是您本人傳送的嗎？",
  confirmButton: "是的，是我傳送的",
  confirmed: "謝謝，我們已收到您的確認",
};
