import { createBilling, readSettings } from "@retent/example-shop";
import { customerOf, signedInCustomer } from "@retent/example-shop/hono";
import { createRetent, type RequestHost, type Retent } from "@retent/server";
import { createPostgresStore } from "@retent/server/postgres";
import { type Context, Hono } from "hono";
import { accountPage } from "./account-page.ts";

/** What a host gives to the app with each request. */
export interface Host {
  Bindings: RequestHost;
}

export interface Shop {
  app: Hono<Host>;
  retent: Retent<Context<Host>>;
}

/** The shop: an account page, and the cancel routes below `/api/retent`. */
async function openShop(env: Record<string, string | undefined>): Promise<Shop> {
  const settings = readSettings(env);
  const billing = createBilling();
  // An instance answers one request at a time, and there may be many instances.
  const store = await createPostgresStore({ connectionString: env.DATABASE_URL ?? "", max: 1 });

  const retent = createRetent({
    apiKey: settings.apiKey,
    resultToken: { secret: settings.signingSecret, audience: settings.workspaceKey },
    publicUrl: `${settings.siteUrl}/api/retent`,
    store,
    identify: async (_request, context: Context<Host>) => {
      const userId = await signedInCustomer(context, settings);
      return userId ? { userId, context: { plan: "Team" } } : null;
    },
    onResult: (result) => billing.apply(result),
    ...settings.hosts,
  });

  const app = new Hono<Host>();
  app.all("/api/retent/*", (context) => retent.fetch(context.req.raw, context, context.env));
  app.get("/", async (context) => {
    const userId = await customerOf(context, settings);
    context.header("cache-control", "no-store");
    return context.html(accountPage(userId, billing.endsOn(userId)));
  });
  return { app, retent };
}

let opened: Promise<Shop> | undefined;

/** One for each instance. If the database could not be reached, the next request tries again. */
export function getShop(): Promise<Shop> {
  opened ??= openShop(process.env).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}
