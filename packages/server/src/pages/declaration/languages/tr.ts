import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Bunun için hesabınızın olması gerekmiyor.",
  name: "Adınız ve soyadınız",
  contractHint: "Sözleşmenin adı veya numarası",
  otherContract: "Başka bir sözleşme",
  email: "Onayın gönderileceği e-posta adresi",
  check: "Lütfen formu kontrol edin. Henüz hiçbir şey gönderilmedi.",
  missingName: "Adınızı ve soyadınızı girin.",
  missingContract: "Sözleşmenin adını veya numarasını girin.",
  missingEmail: "Onayın gönderileceği e-posta adresini girin.",
  tooLong: "Bu metin çok uzun.",
  badEmail: "ad@example.com gibi bir e-posta adresi girin.",

  undoes: "Cayma, sözleşmeyi baştan geçersiz kılar.",
  afterConfirm: "Onayladığınızda size bir alındı belgesi gösteririz.",
  refund: "Yasaya göre size ödenmesi gerekeni iade ederiz.",

  mailOnItsWay: "{email} adresine bir onay e-postası gönderiyoruz.",
  openLink: "Lütfen içindeki bağlantıyı açın.",
  counts: "Gönderdiğinizi aldık, bildiriminiz şu an yapılmış sayılır.",
  linkShows: "Bağlantı yalnızca bunu sizin gönderdiğinizi gösterir.",

  weReceived: "Web sitemiz üzerinden şunları aldık:",
  pleaseConfirm: "Lütfen bunu sizin gönderdiğinizi burada onaylayın:",
  notYou:
    "Bunu siz göndermediyseniz lütfen bize bildirin. Yalnızca bu e-posta nedeniyle hiçbir şey sona ermez.",

  confirmTitle: "Bunu siz mi gönderdiniz?",
  confirmDoes: "Bunu onayladığınızda gönderilen beyanı işleme alırız.",
  confirmHint:
    "Bunu siz göndermediyseniz lütfen bize bildirin. Yalnızca bu sayfanın açılmasıyla hiçbir şey sona ermez.",
  confirmButton: "Evet, ben gönderdim",
  notMe: "Hayır, ben göndermedim",
  confirmed: "Bunu sizin gönderdiğinizi onayladığınız için teşekkür ederiz",

  rejected: "Bunu bir sözleşmeyle eşleştiremedik",
  rejectedText: "Bu nedenle hiçbir şeyi sona erdirmedik.",
  sendAgainText:
    "Lütfen bizimle iletişime geçin veya sözleşme numaranız gibi başka bilgilerle yeniden gönderin.",
  sendAgain: "Yeniden gönder",
};
