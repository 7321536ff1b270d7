import { fileURLToPath } from "node:url";
import { createBilling, type ShopSettings } from "@retent/example-shop";
import { createRetent, type Retent } from "@retent/server";
import { toExpress } from "@retent/server/express";
import { createSqliteStore } from "@retent/server/sqlite";
import cookieSession from "cookie-session";
import express, { type Express, type Request as ExpressRequest } from "express";

const page = fileURLToPath(new URL("../dist/page", import.meta.url));

export interface Shop {
  app: Express;
  /** Its outbox runs between `start` and `stop`. */
  retent: Retent<ExpressRequest>;
}

/** The shop: the built page, what it asks for, and the cancel routes below `/api/retent`. */
export function createShop(settings: ShopSettings): Shop {
  const billing = createBilling();

  const retent = createRetent({
    apiKey: settings.apiKey,
    resultToken: { secret: settings.signingSecret, audience: settings.workspaceKey },
    publicUrl: `${settings.siteUrl}/api/retent`,
    // The page takes the result itself, so that it can show it without a reload.
    returnUrl: `${settings.siteUrl}/`,
    store: createSqliteStore({ file: settings.databaseFile }),
    identify: (_request, { session }: ExpressRequest) =>
      session?.userId ? { userId: session.userId, context: { plan: "Team" } } : null,
    onResult: (result) => billing.apply(result),
    ...settings.hosts,
  });

  const app = express();
  app.disable("x-powered-by");
  app.use(
    cookieSession({ name: "session", keys: [settings.sessionSecret], httpOnly: true, sameSite: "lax" }),
  );
  app.use("/api/retent", toExpress(retent));
  app.get("/", (request, _response, next) => {
    // Every new browser is a new customer here; a real shop would ask to sign in.
    request.session ??= {};
    request.session.userId ??= `user_${crypto.randomUUID()}`;
    next();
  });
  app.get("/api/subscription", (request, response) => {
    const userId: string | undefined = request.session?.userId;
    response.set("cache-control", "no-store");
    if (!userId) response.status(401).json({ error: "Sign in first." });
    else response.json({ userId, plan: "Team", endsOn: billing.endsOn(userId) ?? null });
  });
  app.use(express.static(page));
  return { app, retent };
}
