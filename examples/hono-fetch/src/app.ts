import { createShop } from "./shop.ts";

const { env } = process;

/** What the shop reads from the environment; what is missing or wrong is named when it is built. */
const shop = createShop({
  siteUrl: (env.SITE_URL ?? `http://localhost:${env.PORT ?? 3000}`).replace(/\/+$/, ""),
  // Customers live in memory here, so their sessions need not outlive the process either.
  sessionSecret: env.SESSION_SECRET ?? crypto.randomUUID(),
  databaseFile: env.DATABASE_FILE ?? "retent.db",
  apiKey: env.RETENTBASE_API_KEY ?? "",
  signingSecret: env.RETENTBASE_SIGNING_SECRET ?? "",
  workspaceKey: env.RETENTBASE_WORKSPACE_KEY ?? "",
  apiUrl: env.RETENTBASE_API_URL,
  cancelUrl: env.RETENTBASE_CANCEL_URL,
});

export const { retent } = shop;

/** What a fetch runtime serves. */
export default { fetch: shop.fetch };
