import { serve } from "@hono/node-server";
import { readSettings } from "@retent/example-shop";
import { createShop } from "./shop.ts";

const { STRIPE_SECRET_KEY = "", STRIPE_WEBHOOK_SECRET = "", STRIPE_API_URL, PORT = "3000" } = process.env;

const { fetch, retent } = createShop(
  readSettings(process.env),
  {
    secretKey: STRIPE_SECRET_KEY,
    webhookSecret: STRIPE_WEBHOOK_SECRET,
    // The local Stripe's; left out, it is Stripe's own.
    ...(STRIPE_API_URL && { apiUrl: STRIPE_API_URL }),
  },
  ({ type, ...facts }) => console.log(`[retent] ${type} ${JSON.stringify(facts)}`),
);

const server = serve({ fetch, hostname: "127.0.0.1", port: Number(PORT) }, () => {
  retent.start();
  console.log(`Account page on ${new URL(retent.publicUrl).origin}`);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    server.close();
    await retent.stop();
    process.exit(0);
  });
}
