import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "お手続きにアカウントは必要ありません。",
  name: "お名前",
  contractHint: "契約の名称または番号",
  email: "確認メールを受け取るメールアドレス",
  check: "入力内容をご確認ください。まだ何も送信されていません。",
  missing: "入力してください。",
  tooLong: "文字数が多すぎます。",
  badEmail: "メールアドレスを入力してください（例：name@example.com）。",
  badDate: "本日以降の日付を入力してください（例：2027-01-31）。",

  mailOnItsWay: "{email} 宛てに確認メールをお送りします。",
  openLink: "ご本人による送信であることを確認するため、メール内のリンクを開いてください。",

  weReceived: "当社のウェブサイトから、次の内容を受け付けました：",
  endDateLater: "終了日が決まり次第、ご連絡します。",
  pleaseConfirm: "ご本人による送信の場合は、こちらで確認してください：",
  notYou:
    "お心当たりがない場合は、当社までお知らせください。このメールだけで契約が終了することはありません。",

  confirmTitle: "送信したのはご本人ですか？",
  confirmButton: "はい、私が送信しました",
  confirmed: "ありがとうございます。確認を受け付けました",
};
