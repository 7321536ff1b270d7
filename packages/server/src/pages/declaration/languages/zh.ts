import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "办理时无需账户。",
  name: "您的姓名",
  contractHint: "合同名称或编号",
  otherContract: "其他合同",
  email: "接收确认邮件的电子邮箱",
  check: "请检查表单。",
  nothingSent: "尚未发送任何内容。",
  missingName: "请输入您的姓名。",
  missingContract: "请输入合同名称或编号。",
  missingEmail: "请输入接收确认邮件的电子邮箱。",
  tooLong: "内容过长。",
  badEmail: "请输入电子邮箱，例如 name@example.com。",

  undoes: "撤回会使合同自始无效。",
  afterConfirm: "确认后，我们会立即向您显示回执，并通过电子邮件发送给您。",
  refund: "我们会退还您依法应得的款项。",

  mailOnItsWay: "我们正在向 {email} 发送确认邮件。",
  openLink: "请打开邮件中的链接。",
  counts: "我们已收到您发送的内容，提交时间以现在为准。",
  linkShows: "链接只用于确认是您本人发送的。",

  weReceived: "我们通过网站收到了以下内容：",
  pleaseConfirm: "请在此确认这是您本人发送的：",
  notYou: "如果这不是您本人发送的，请告诉我们。仅凭这封邮件不会终止任何合同。",

  confirmTitle: "这份撤回声明是您本人发送的吗？",
  confirmDoes:
    "我们已在下方所示的时间收到。如果由您本人发送，提交时间以此为准。您的回答只用于确认是否由您本人发送。",
  confirmHint: "如果这不是您本人发送的，请告诉我们。仅打开此页面不会终止任何合同。",
  confirmButton: "是的，是我发送的",
  notMe: "不，不是我发送的",
  notMeDoes: "选择“不”不会确认任何内容，并会转到我们的客服页面。",
  confirmed: "您已确认这是您本人发送的。",
  unknownLink: "此链接无法使用",
  unknownLinkText:
    "链接可能已过期或不完整。请重新打开我们的邮件，或再填写一次表单。如果我们已向您显示过回执，您发送的内容仍视为已提交。",

  rejected: "我们无法确定您的撤回与哪份合同有关",
  rejectedText: "我们没有因此终止任何合同。",
  sendAgainText: "请联系我们，或填写合同编号等其他信息后重新发送。",
  sendAgain: "重新发送",
};
