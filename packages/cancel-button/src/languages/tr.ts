import type { Texts } from "../messages.ts";

export const texts: Texts = [
  "Aboneliği iptal et",
  "Bir dakika…",
  "Tekrar dene",
  "Başka bir yolla iptal et",
  "Olmadı. Lütfen tekrar deneyin.",
  "Giriş yapıp tekrar deneyin.",
  "Çok fazla deneme. Daha sonra tekrar deneyin.",
  "Yanıtınız henüz onaylanmadı. Lütfen tekrar deneyin.",
  "Yanıtınız işlenemedi.",
  "Aboneliğiniz {date} tarihinde sona eriyor.",
  "İptalinizi aldık.",
  "Kalıyorsunuz. Teşekkürler!",
  "Yanıtınızı aldık. Başka bir şey yapmanız gerekmiyor.",
  "Sözleşmeden buradan cay",
];
