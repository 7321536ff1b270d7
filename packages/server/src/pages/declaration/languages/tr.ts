import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Bunun için hesabınızın olması gerekmiyor.",
  name: "Adınız ve soyadınız",
  contractHint: "Sözleşmenin adı veya numarası",
  email: "Onayın gönderileceği e-posta adresi",
  check: "Lütfen formu kontrol edin. Henüz hiçbir şey gönderilmedi.",
  missing: "Bu alanı doldurun.",
  tooLong: "Bu metin çok uzun.",
  badEmail: "ad@example.com gibi bir e-posta adresi girin.",
  badDate: "2027-01-31 gibi, geçmişte olmayan bir tarih girin.",

  mailOnItsWay: "{email} adresine bir onay e-postası gönderiyoruz.",
  openLink: "Bunu sizin gönderdiğinizi bilmemiz için içindeki bağlantıyı açın.",

  weReceived: "Web sitemiz üzerinden şunları aldık:",
  endDateLater: "Bitiş tarihi belli olur olmaz size yazacağız.",
  pleaseConfirm: "Lütfen bunu sizin gönderdiğinizi burada onaylayın:",
  notYou:
    "Bunu siz göndermediyseniz lütfen bize bildirin. Yalnızca bu e-posta nedeniyle hiçbir şey sona ermez.",

  confirmTitle: "Bunu siz mi gönderdiniz?",
  confirmButton: "Evet, ben gönderdim",
  confirmed: "Teşekkürler, onayınızı aldık",
};
