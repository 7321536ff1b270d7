import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "계정이 없어도 됩니다.",
  name: "이름",
  contractHint: "계약 이름 또는 번호",
  otherContract: "다른 계약",
  email: "확인 메일을 받을 이메일 주소",
  check: "입력한 내용을 확인해 주세요.",
  nothingSent: "아직 전송된 것은 없습니다.",
  missingName: "이름을 입력해 주세요.",
  missingContract: "계약 이름 또는 번호를 입력해 주세요.",
  missingEmail: "확인 메일을 받을 이메일 주소를 입력해 주세요.",
  tooLong: "내용이 너무 깁니다.",
  badEmail: "name@example.com과 같은 이메일 주소를 입력해 주세요.",

  undoes: "철회하면 계약이 처음부터 없던 것이 됩니다.",
  afterConfirm: "확인하시면 바로 접수증을 보여 드리고 이메일로도 보내 드립니다.",
  refund: "법에 따라 돌려받으실 금액을 환불해 드립니다.",

  mailOnItsWay: "{email} 주소로 확인 메일을 보내고 있습니다.",
  openLink: "메일에 있는 링크를 열어 주세요.",
  counts: "보내신 내용은 이미 받았으며 지금 접수된 것으로 처리됩니다.",
  linkShows: "링크는 본인이 보냈다는 것만 확인합니다.",

  weReceived: "저희 웹사이트를 통해 다음 내용을 접수했습니다:",
  pleaseConfirm: "본인이 보낸 것이 맞으면 여기에서 확인해 주세요:",
  notYou: "본인이 보낸 것이 아니라면 알려 주세요. 이 메일만으로는 아무것도 종료되지 않습니다.",

  confirmTitle: "이 철회는 본인이 보내신 것이 맞습니까?",
  confirmDoes:
    "아래 시각에 받았습니다. 본인이 보내셨다면 그때 접수된 것으로 처리됩니다. 답변으로는 본인이 보내셨는지만 확인합니다.",
  confirmHint:
    "본인이 보낸 것이 아니라면 알려 주세요. 이 페이지를 여는 것만으로는 아무것도 종료되지 않습니다.",
  confirmButton: "네, 제가 보냈습니다",
  notMe: "아니요, 제가 보내지 않았습니다",
  notMeDoes: "“아니요”를 누르면 아무것도 확인되지 않고 고객 지원으로 이동합니다.",
  confirmed: "본인이 보냈음을 확인하셨습니다.",
  unknownLink: "이 링크는 작동하지 않습니다",
  unknownLinkText:
    "오래되었거나 일부가 빠진 링크일 수 있습니다. 저희 이메일을 다시 열거나 양식을 다시 작성해 주세요. 이미 접수증을 보셨다면 보내신 내용은 그대로 접수된 것으로 처리됩니다.",

  rejected: "보내신 철회에 해당하는 계약을 찾을 수 없었습니다",
  rejectedText: "이 내용을 근거로 종료한 것은 없습니다.",
  sendAgainText: "저희에게 문의하시거나, 계약 번호 등 다른 정보를 넣어 다시 보내 주세요.",
  sendAgain: "다시 보내기",
};
