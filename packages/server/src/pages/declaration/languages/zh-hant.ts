import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "辦理時不需要帳戶。",
  name: "您的姓名",
  contractHint: "合約名稱或編號",
  otherContract: "其他合約",
  email: "接收確認信的電子郵件地址",
  check: "請檢查表單。",
  nothingSent: "尚未傳送任何內容。",
  missingName: "請輸入您的姓名。",
  missingContract: "請輸入合約名稱或編號。",
  missingEmail: "請輸入接收確認信的電子郵件地址。",
  tooLong: "內容過長。",
  badEmail: "請輸入電子郵件地址，例如 name@example.com。",

  undoes: "撤回會使合約自始無效。",
  afterConfirm: "確認後，我們會立即向您顯示回條，並以電子郵件寄給您。",
  refund: "我們會退還您依法應得的款項。",

  mailOnItsWay: "我們正在將確認信寄到 {email}。",
  openLink: "請開啟信中的連結。",
  counts: "我們已收到您傳送的內容，提交時間以現在為準。",
  linkShows: "連結只用來確認是您本人傳送的。",

  weReceived: "我們透過網站收到了以下內容：",
  pleaseConfirm: "請在此確認這是您本人傳送的：",
  notYou: "如果這不是您本人傳送的，請告訴我們。僅憑這封郵件不會終止任何合約。",

  confirmTitle: "這份撤回聲明是您本人傳送的嗎？",
  confirmDoes:
    "我們已在下方所示的時間收到。如果由您本人傳送，提交時間以此為準。您的回答只用來確認是否由您本人傳送。",
  confirmHint: "如果這不是您本人傳送的，請告訴我們。僅開啟這個頁面不會終止任何合約。",
  confirmButton: "是的，是我傳送的",
  notMe: "不，不是我傳送的",
  notMeDoes: "選擇「不」不會確認任何內容，並會前往我們的客服頁面。",
  confirmed: "您已確認這是您本人傳送的。",
  unknownLink: "這個連結無法使用",
  unknownLinkText:
    "連結可能過舊或不完整。請重新開啟我們的郵件，或再填寫一次表單。如果我們已向您顯示過回條，您傳送的內容仍視為已提交。",

  rejected: "我們無法確定您的撤回與哪份合約有關",
  rejectedText: "我們沒有因此終止任何合約。",
  sendAgainText: "請聯絡我們，或填寫合約編號等其他資訊後重新傳送。",
  sendAgain: "重新傳送",
};
