import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "定期購入を解約",
  busy: "お待ちください…",
  retry: "もう一度試す",
  fallbackLink: "別の方法で解約",
  failed: "うまくいきませんでした。もう一度お試しください。",
  not_identified: "ログインしてもう一度お試しください。",
  rate_limited: "回数が多すぎます。後でお試しください。",
  unconfirmed: "ご回答はまだ確認できていません。もう一度お試しください。",
  refused: "ご回答を処理できませんでした。",
  ends: "定期購入は{date}に終了します。",
  received: "解約のお申し込みを受け付けました。",
  recovered: "定期購入は継続されます。ご継続ありがとうございます。",
  pending: "ご回答を受け付けました。ほかのお手続きは必要ありません。",
  keepLink: "定期購入を続ける",
  withdraw: "契約をここで撤回",
  waiting: "別のウィンドウで手続きを完了してください。",
  showWindow: "ウィンドウを表示",
});
