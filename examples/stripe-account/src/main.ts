import { readSettings } from "@retent/example-shop";
import { serveShop } from "@retent/example-shop/hono";
import { createShop } from "./shop.ts";

const { STRIPE_SECRET_KEY = "", STRIPE_WEBHOOK_SECRET = "", STRIPE_API_URL } = process.env;

const shop = createShop(
  readSettings(process.env),
  {
    secretKey: STRIPE_SECRET_KEY,
    webhookSecret: STRIPE_WEBHOOK_SECRET,
    // The local Stripe's; left out, it is Stripe's own.
    ...(STRIPE_API_URL && { apiUrl: STRIPE_API_URL }),
  },
  ({ type, ...facts }) => console.log(`[retent] ${type} ${JSON.stringify(facts)}`),
);

serveShop(shop);
