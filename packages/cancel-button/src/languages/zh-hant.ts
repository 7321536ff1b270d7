import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "取消訂閱",
  busy: "請稍候…",
  retry: "再試一次",
  fallbackLink: "用其他方式取消",
  failed: "操作未成功，請再試一次。",
  not_identified: "請登入後再試一次。",
  rate_limited: "嘗試次數過多，請稍後再試。",
  unconfirmed: "您的答覆尚未確認，請再試一次。",
  refused: "無法處理您的答覆。",
  ends: "您的訂閱將於{date}結束。",
  received: "我們已收到您的取消申請。",
  recovered: "您的訂閱將繼續。感謝您繼續使用！",
  pending: "我們已收到您的答覆，您不需要再做任何事。",
  keepLink: "保留我的訂閱",
  withdraw: "在此撤回合約",
  waiting: "請在另一個視窗中完成。",
  showWindow: "顯示視窗",
});
