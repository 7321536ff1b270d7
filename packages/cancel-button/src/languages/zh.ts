import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "取消订阅",
  busy: "请稍候…",
  retry: "重试",
  fallbackLink: "用其他方式取消",
  failed: "操作未成功，请重试。",
  not_identified: "请登录后重试。",
  rate_limited: "尝试次数过多，请稍后再试。",
  unconfirmed: "您的答复尚未确认，请重试。",
  refused: "无法处理您的答复。",
  ends: "您的订阅将于{date}结束。",
  received: "我们已收到您的取消申请。",
  recovered: "您的订阅将继续。感谢您继续使用！",
  pending: "我们已收到您的答复，您无需再做任何操作。",
  keepLink: "保留我的订阅",
  withdraw: "在此撤回合同",
  waiting: "请在另一个窗口中完成。",
  showWindow: "显示窗口",
});
