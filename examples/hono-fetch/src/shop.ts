import { createBilling, type ShopSettings } from "@retent/example-shop";
import { customerOf, signedInCustomer } from "@retent/example-shop/hono";
import { createRetent, type Retent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { type Context, Hono } from "hono";
import { accountPage } from "./account-page.ts";

export interface Shop {
  fetch(request: Request): Promise<Response>;
  /** Its outbox runs between `start` and `stop`. */
  retent: Retent<Context>;
}

/** The shop: an account page, and the cancel routes below `/api/retent`. */
export function createShop(settings: ShopSettings): Shop {
  const billing = createBilling();

  const retent = createRetent({
    apiKey: settings.apiKey,
    resultToken: { secret: settings.signingSecret, audience: settings.workspaceKey },
    publicUrl: `${settings.siteUrl}/api/retent`,
    store: createSqliteStore({ file: settings.databaseFile }),
    identify: async (_request, context: Context) => {
      const userId = await signedInCustomer(context, settings);
      return userId ? { userId, context: { plan: "Team" } } : null;
    },
    onResult: (result) => billing.apply(result),
    ...settings.hosts,
  });

  const app = new Hono();
  app.all("/api/retent/*", (context) => retent.fetch(context.req.raw, context));
  app.get("/", async (context) => {
    const userId = await customerOf(context, settings);
    context.header("cache-control", "no-store");
    return context.html(accountPage(userId, billing.endsOn(userId)));
  });
  return { fetch: async (request) => app.fetch(request), retent };
}
