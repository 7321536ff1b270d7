import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Bunun için hesabınızın olması gerekmiyor.",
  name: "Adınız ve soyadınız",
  contractHint: "Sözleşmenin adı veya numarası",
  otherContract: "Başka bir sözleşme",
  email: "Onayın gönderileceği e-posta adresi",
  check: "Lütfen formu kontrol edin.",
  nothingSent: "Henüz hiçbir şey gönderilmedi.",
  missingName: "Adınızı ve soyadınızı girin.",
  missingContract: "Sözleşmenin adını veya numarasını girin.",
  missingEmail: "Onayın gönderileceği e-posta adresini girin.",
  tooLong: "Bu metin çok uzun.",
  badEmail: "ad@example.com gibi bir e-posta adresi girin.",

  undoes: "Cayma, sözleşmeyi baştan geçersiz kılar.",
  afterConfirm: "Onayladığınızda size hemen bir alındı belgesi gösterir ve belgeyi e-postayla göndeririz.",
  refund: "Yasaya göre size ödenmesi gerekeni iade ederiz.",

  mailOnItsWay: "{email} adresine bir onay e-postası gönderiyoruz.",
  openLink: "Lütfen içindeki bağlantıyı açın.",
  counts: "Gönderdiğinizi aldık, bildiriminiz şu an yapılmış sayılır.",
  linkShows: "Bağlantı yalnızca bunu sizin gönderdiğinizi gösterir.",

  weReceived: "Web sitemiz üzerinden şunları aldık:",
  pleaseConfirm: "Lütfen bunu sizin gönderdiğinizi burada onaylayın:",
  notYou:
    "Bunu siz göndermediyseniz lütfen bize bildirin. Yalnızca bu e-posta nedeniyle hiçbir şey sona ermez.",

  confirmTitle: "Bu cayma bildirimini siz mi gönderdiniz?",
  confirmDoes:
    "Bildirimi aşağıda yazan zamanda aldık. Siz gönderdiyseniz o anda yapılmış sayılır. Yanıtınız bize yalnızca bildirimi sizin gönderip göndermediğinizi gösterir.",
  confirmHint:
    "Bunu siz göndermediyseniz lütfen bize bildirin. Yalnızca bu sayfanın açılmasıyla hiçbir şey sona ermez.",
  confirmButton: "Evet, ben gönderdim",
  notMe: "Hayır, ben göndermedim",
  notMeDoes: "“Hayır” hiçbir şeyi onaylamaz ve sizi destek sayfamıza götürür.",
  confirmed: "Bunu sizin gönderdiğinizi onayladınız.",
  unknownLink: "Bu bağlantı çalışmıyor",
  unknownLinkText:
    "Eski ya da eksik olabilir. Lütfen e-postamızı yeniden açın veya formu bir kez daha doldurun. Size daha önce bir alındı belgesi gösterdiysek gönderdiğiniz bildirim hâlâ yapılmış sayılır.",

  rejected: "Cayma bildiriminizi bir sözleşmeyle eşleştiremedik",
  rejectedText: "Bu nedenle hiçbir şeyi sona erdirmedik.",
  sendAgainText:
    "Lütfen bizimle iletişime geçin veya sözleşme numaranız gibi başka bilgilerle yeniden gönderin.",
  sendAgain: "Yeniden gönder",
};
