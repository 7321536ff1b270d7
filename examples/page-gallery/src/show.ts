import { openShop, type Shop, type ShopOptions } from "./shop.ts";

/** Opens a page in a language. */
export type Show = (language: string) => Promise<Response>;

/** A page of a shop, with options that may depend on the language. */
export function show(
  open: (shop: Shop, language: string) => Promise<Response>,
  options: ShopOptions | ((language: string) => ShopOptions) = {},
): Show {
  return (language) =>
    open(openShop(language, typeof options === "function" ? options(language) : options), language);
}

/** What the form of a page sends: what stands in its hidden fields, and what is filled in. */
export function readFields(page: string): Record<string, string> {
  const fields = [...page.matchAll(/name="([^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(
    fields.map(([, name = "", value = ""]) => [name, value.replaceAll("&quot;", '"')]),
  );
}
