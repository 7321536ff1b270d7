import type { ShopSettings } from "@retent/example-shop";
import { customerOf, signedInCustomer } from "@retent/example-shop/hono";
import { createRetent, type OnEvent, type Retent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { connectStripe, createStripeBilling, type StripeBillingOptions } from "@retent/server/stripe";
import { type Context, Hono } from "hono";
import { accountPage } from "./account-page.ts";
import { createPlans } from "./plans.ts";

export interface Shop {
  fetch(request: Request): Promise<Response>;
  /** Its outbox runs between `start` and `stop`. */
  retent: Retent<Context>;
}

/** The shop: an account page, and the routes of Retent below `/api/retent`, Stripe's webhook among them. */
export function createShop(settings: ShopSettings, stripe: StripeBillingOptions, onEvent: OnEvent): Shop {
  const plans = createPlans(connectStripe(stripe));

  const retent = createRetent({
    apiKey: settings.apiKey,
    resultToken: { secret: settings.signingSecret, audience: settings.workspaceKey },
    publicUrl: `${settings.siteUrl}/api/retent`,
    store: createSqliteStore({ file: settings.databaseFile }),
    identify: async (_request, context: Context) => {
      const userId = await signedInCustomer(context, settings);
      return userId ? { userId } : null;
    },
    billing: createStripeBilling({
      ...stripe,
      onChurned: "cancel_at_period_end",
      onOffer: { discount: { coupon: "half" } },
    }),
    // A real shop asks here whether its own session is an administrator's.
    isOperator: () => settings.isOperatorOpen === true,
    brand: { name: "Lumen Notes" },
    onEvent,
    ...settings.hosts,
  });

  const app = new Hono();
  app.all("/api/retent/*", (context) => retent.fetch(context.req.raw, context));
  app.get("/", async (context) => {
    const userId = await customerOf(context, settings);
    context.header("cache-control", "no-store");
    return context.html(accountPage(userId, await plans.listPlans(userId)));
  });
  return { fetch: async (request) => app.fetch(request), retent };
}
