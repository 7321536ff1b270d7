import { createBilling, type ShopSettings } from "@retent/example-shop";
import { createRetent, type Retent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { type Context, Hono } from "hono";
import { getSignedCookie, setSignedCookie } from "hono/cookie";
import { accountPage } from "./account-page.ts";

export interface Shop {
  fetch(request: Request): Promise<Response>;
  /** Its outbox runs between `start` and `stop`. */
  retent: Retent<Context>;
}

/** The shop: an account page, and the cancel routes below `/api/retent`. */
export function createShop(settings: ShopSettings): Shop {
  const { siteUrl, sessionSecret } = settings;
  const billing = createBilling();

  const retent = createRetent({
    apiKey: settings.apiKey,
    resultToken: { secret: settings.signingSecret, audience: settings.workspaceKey },
    publicUrl: `${siteUrl}/api/retent`,
    store: createSqliteStore({ file: settings.databaseFile }),
    identify: async (_request, context: Context) => {
      const userId = await getSignedCookie(context, sessionSecret, "customer");
      return userId ? { userId, context: { plan: "Team" } } : null;
    },
    onResult: (result) => billing.apply(result),
    ...settings.hosts,
  });

  const app = new Hono();
  app.all("/api/retent/*", (context) => retent.fetch(context.req.raw, context));
  app.get("/", async (context) => {
    // Every new browser is a new customer here; a real shop would ask to sign in.
    let userId = await getSignedCookie(context, sessionSecret, "customer");
    if (!userId) {
      userId = `user_${crypto.randomUUID()}`;
      await setSignedCookie(context, "customer", userId, sessionSecret, {
        httpOnly: true,
        sameSite: "Lax",
        secure: siteUrl.startsWith("https:"),
      });
    }
    context.header("cache-control", "no-store");
    return context.html(accountPage(userId, billing.endsOn(userId)));
  });
  return { fetch: async (request) => app.fetch(request), retent };
}
