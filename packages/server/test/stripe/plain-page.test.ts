import { expect, test } from "vitest";
import { accept, useLocalStripe } from "./stripe-shop.ts";

const local = useLocalStripe();

test("the plain page names the only subscription by its product, never by Stripe's ids, and when it would end", async () => {
  const shop = await local.startShop({ onChurned: "cancel_at_period_end" });
  const page = await (await shop.browser.get("/cancel")).text();
  const text = page.replace(/<style[\s\S]*<\/style>|<input[^>]*>|<[^>]+>/g, " ").replace(/\s+/g, " ");
  expect(text).toMatch(/You are about to cancel your subscription “ Team/);
  expect(text).not.toMatch(/price_|sub_|prod_/);
  expect(page).toContain(
    `Your subscription then ends on <strong>${periodEnd(shop).replaceAll(" ", "\u00a0")}</strong>. It does not renew after that.`,
  );
});

test.each([
  ["cancel_now", "Your subscription then ends immediately."],
  ["nothing", "Your account shows the end date once it is set."],
] as const)("with onChurned %s the plain page says “%s”", async (onChurned, sentence) => {
  const shop = await local.startShop({ onChurned });
  expect(await (await shop.browser.get("/cancel")).text()).toContain(sentence);
});

test("what ends at Stripe is not said where the shop's own onResult decides", async () => {
  const onResult = () => ({ pending: true }) as const;
  const shop = await local.startShop({ onChurned: "cancel_at_period_end" }, { onResult });
  const page = await (await shop.browser.get("/cancel")).text();
  expect(page).toContain("Your account shows the end date once it is set.");
  expect(page).toContain(`<dt>Next payment</dt><dd>${periodEnd(shop)}</dd>`);
});

test("no end is said of a subscription whose items end at different times", async () => {
  const shop = await local.startShop({ onChurned: "cancel_at_period_end" });
  const [item] = shop.state()?.items.data ?? [];
  if (item) shop.state()?.items.data.push({ ...item, current_period_end: item.current_period_end + 86_400 });
  expect(await (await shop.browser.get("/cancel")).text()).not.toContain("then ends");
});

function periodEnd({ state }: Awaited<ReturnType<typeof local.startShop>>): string {
  const date = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });
  return date.format((state()?.items.data[0]?.current_period_end ?? 0) * 1000);
}

test("a paused subscription has no next payment, since Stripe does not say when that is", async () => {
  const shop = await local.startShop({ onOffer: { "50% off": { pauseMonths: 2 } } });
  const { flow } = await accept(shop);
  const page = await (await shop.browser.get(`/return?event=${flow.eventId}`)).text();
  expect(page).toContain("Your subscription continues");
  expect(page).not.toContain("Next payment");
});

/** A key that may read subscriptions, and no products. */
const withoutProducts: typeof fetch = (input, init) =>
  new URL(input instanceof Request ? input.url : input).pathname === "/v1/products"
    ? Promise.resolve(Response.json({ error: { type: "invalid_request_error" } }, { status: 403 }))
    : fetch(input, init);

test("where products can't be read, a customer still chooses which of several subscriptions to cancel", async () => {
  const shop = await local.startShop({ onChurned: "cancel_at_period_end", fetch: withoutProducts });
  const { id } = local.stripe.addSubscription({ customer: shop.customer, metadata: { userId: "user_1" } });
  const page = await (await shop.browser.get("/choose")).text();
  expect(page).toContain(`value="${id}"`);
  expect(page).toContain(`value="${shop.subscription.id}"`);
});

test("where products can't be read, the only subscription is still the one that ends", async () => {
  const shop = await local.startShop({ onChurned: "cancel_at_period_end", fetch: withoutProducts });
  expect(await (await shop.browser.get("/cancel")).text()).toContain(`value="${shop.subscription.id}"`);
});
