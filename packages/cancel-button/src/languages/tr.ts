import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Aboneliği iptal et",
  busy: "Bir dakika…",
  retry: "Tekrar dene",
  fallbackLink: "Başka bir yolla iptal et",
  failed: "İşlem başarısız oldu. Lütfen tekrar deneyin.",
  not_identified: "Giriş yapıp tekrar deneyin.",
  rate_limited: "Çok fazla deneme. Daha sonra tekrar deneyin.",
  unconfirmed: "Yanıtınız henüz onaylanmadı. Lütfen tekrar deneyin.",
  refused: "Yanıtınız işlenemedi.",
  ends: "Aboneliğiniz {date} tarihinde sona eriyor.",
  received: "İptal talebinizi aldık.",
  recovered: "Aboneliğiniz devam ediyor. Bizimle kaldığınız için teşekkürler!",
  pending: "Yanıtınızı aldık. Başka bir şey yapmanız gerekmiyor.",
  keepLink: "Aboneliğimi koru",
  withdraw: "Sözleşmeden buradan cay",
  waiting: "Lütfen diğer pencerede tamamlayın.",
  showWindow: "Pencereyi göster",
});
