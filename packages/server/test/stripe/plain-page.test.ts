import { expect, test } from "vitest";
import { useLocalStripe } from "./stripe-shop.ts";

const local = useLocalStripe();

test("the plain page names the only subscription by its product, never by Stripe's ids, with its next payment", async () => {
  const shop = await local.startShop({ onChurned: "cancel_at_period_end" });
  const page = await (await shop.browser.get("/cancel")).text();
  const text = page.replace(/<style[\s\S]*<\/style>|<input[^>]*>|<[^>]+>/g, " ").replace(/\s+/g, " ");
  expect(text).toMatch(/You are about to cancel your subscription “ Team/);
  expect(text).not.toMatch(/price_|sub_|prod_/);
  const item = shop.state()?.items.data[0];
  const date = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });
  expect(text).toContain(`Next payment ${date.format((item?.current_period_end ?? 0) * 1000)}`);
});
