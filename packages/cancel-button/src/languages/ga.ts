import { toTexts } from "../texts.ts";

export const texts = toTexts({
  label: "Cealaigh an síntiús",
  busy: "Nóiméad amháin…",
  retry: "Bain triail eile as",
  fallbackLink: "Cealaigh ar bhealach eile",
  failed: "Níor éirigh leis sin. Bain triail eile as.",
  not_identified: "Sínigh isteach agus bain triail eile as.",
  rate_limited: "An iomarca iarrachtaí. Bain triail eile as ar ball.",
  unconfirmed: "Níor dearbhaíodh do fhreagra fós. Bain triail eile as.",
  refused: "Níorbh fhéidir do fhreagra a phróiseáil.",
  ends: "Tiocfaidh deireadh le do shíntiús ar an {date}.",
  received: "Tá do chealú faighte againn.",
  recovered: "Leanann do shíntiús ar aghaidh. Go raibh maith agat as fanacht linn!",
  pending: "Tá do fhreagra faighte againn. Ní gá duit aon rud eile a dhéanamh.",
  keepLink: "Coinnigh mo shíntiús",
  withdraw: "Tarraing siar ón gconradh anseo",
  waiting: "Lean ar aghaidh san fhuinneog eile.",
  showWindow: "Taispeáin an fhuinneog",
});
