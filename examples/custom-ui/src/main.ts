import { serve } from "@hono/node-server";
import { readSettings } from "@retent/example-shop";
import { createShop } from "./shop.ts";

const shop = createShop(readSettings(process.env));
const server = serve(
  { fetch: shop.fetch, hostname: "127.0.0.1", port: Number(process.env.PORT ?? 3000) },
  () => {
    shop.retent.start();
    console.log(`Account page on ${new URL(shop.retent.publicUrl).origin}`);
  },
);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    server.close();
    await shop.retent.stop();
    process.exit(0);
  });
}
