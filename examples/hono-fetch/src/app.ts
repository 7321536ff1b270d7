import { readSettings } from "@retent/example-shop";
import { createShop } from "./shop.ts";

const shop = createShop(readSettings(process.env));

export const { retent } = shop;

/** What a fetch runtime serves. */
export default { fetch: shop.fetch };
