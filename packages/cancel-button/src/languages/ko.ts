import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "구독 해지",
  busy: "잠시만 기다려 주세요…",
  retry: "다시 시도",
  fallbackLink: "다른 방법으로 해지",
  failed: "실패했습니다. 다시 시도해 주세요.",
  not_identified: "로그인한 후 다시 시도해 주세요.",
  rate_limited: "시도 횟수가 너무 많습니다. 나중에 다시 시도해 주세요.",
  unconfirmed: "답변이 아직 확인되지 않았습니다. 다시 시도해 주세요.",
  refused: "답변을 처리할 수 없었습니다.",
  ends: "구독은 {date}에 종료됩니다.",
  received: "해지 신청을 접수했습니다.",
  recovered: "구독이 유지됩니다. 계속 이용해 주셔서 감사합니다!",
  pending: "답변을 받았습니다. 더 하실 일은 없습니다.",
  keepLink: "구독 유지",
  withdraw: "여기서 계약 철회",
  waiting: "다른 창에서 계속 진행해 주세요.",
  showWindow: "창 보기",
});
