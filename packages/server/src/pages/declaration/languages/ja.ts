import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "お手続きにアカウントは必要ありません。",
  name: "お名前",
  contractHint: "契約の名称または番号",
  otherContract: "別の契約",
  email: "確認メールを受け取るメールアドレス",
  check: "入力内容をご確認ください。まだ何も送信されていません。",
  missingName: "お名前を入力してください。",
  missingContract: "契約の名称または番号を入力してください。",
  missingEmail: "確認メールを受け取るメールアドレスを入力してください。",
  tooLong: "文字数が多すぎます。",
  badEmail: "メールアドレスを入力してください（例：name@example.com）。",

  undoes: "撤回すると、契約は初めからなかったことになります。",
  afterConfirm: "確定すると、受付票を表示します。",
  refund: "法律で定められた分を返金します。",

  mailOnItsWay: "{email} 宛てに確認メールをお送りします。",
  openLink: "メール内のリンクを開いてください。",
  counts: "送信された内容はすでに届いており、今の時点で受け付けたものとして扱います。",
  linkShows: "リンクは、ご本人による送信であることを確認するためだけのものです。",

  weReceived: "当社のウェブサイトから、次の内容を受け付けました：",
  pleaseConfirm: "ご本人による送信の場合は、こちらで確認してください：",
  notYou:
    "お心当たりがない場合は、当社までお知らせください。このメールだけで契約が終了することはありません。",

  confirmTitle: "送信したのはご本人ですか？",
  confirmDoes: "ご本人であることを確認いただくと、処理を進めます。",
  confirmHint:
    "お心当たりがない場合は、当社までお知らせください。このページを開いただけで契約が終了することはありません。",
  confirmButton: "はい、私が送信しました",
  notMe: "いいえ、私ではありません",
  confirmed: "ご本人による送信であることをご確認いただき、ありがとうございます",

  rejected: "この内容に当てはまる契約を特定できませんでした",
  rejectedText: "この内容をもとにした終了の手続きは行っていません。",
  sendAgainText:
    "当社までお問い合わせいただくか、契約番号などほかの情報を入力して、もう一度送信してください。",
  sendAgain: "もう一度送信する",
};
