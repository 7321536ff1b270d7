import { createBilling, type ShopSettings } from "@retent/example-shop";
import { customerOf, signedInCustomer } from "@retent/example-shop/hono";
import { createRetent, type Retent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { type Context, Hono } from "hono";
import { accountPage, endPage, offer, offerPage, type ReasonKey, reasonPage, reasons } from "./pages.ts";

export interface Shop {
  fetch(request: Request): Promise<Response>;
  /** Its outbox runs between `start` and `stop`. */
  retent: Retent<Context>;
}

/** The shop: an account page and cancellation pages of its own. RetentBase hears of the reason, the offer and the outcome. */
export function createShop(settings: ShopSettings): Shop {
  const billing = createBilling();
  const retent = createRetent<Context>({
    apiKey: settings.apiKey,
    resultToken: { secret: settings.signingSecret, audience: settings.workspaceKey },
    publicUrl: `${settings.siteUrl}/api/retent`,
    store: createSqliteStore({ file: settings.databaseFile }),
    identify: async (_request, context) => {
      const userId = await signedInCustomer(context, settings);
      return userId ? { userId } : null;
    },
    // The pages below act on billing themselves, and settle what they recorded.
    settle: "manual",
    ...settings.hosts,
  });

  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header("cache-control", "no-store");
  });
  app.get("/", async (context) =>
    context.html(accountPage(billing.endsOn(await customerOf(context, settings)))),
  );
  // The event id is made with the form, so that sending it twice is one cancellation.
  app.get("/leave", (context) => context.html(reasonPage(crypto.randomUUID())));
  app.post("/leave", async (context) => context.html(offerPage(await readAnswers(context))));
  app.post("/leave/decide", async (context) => {
    const { event, reason, words } = await readAnswers(context);
    const isStaying = (await context.req.parseBody()).stays === "yes";
    const userId = await customerOf(context, settings);
    // Written down first: a crash from here on loses nothing, and the next attempt goes on with the same event.
    const { eventId } = await retent.record({
      eventId: `${userId}:${event}`,
      userId,
      reasonKey: reason,
      ...(words && { reasonText: words }),
      offer: { ...offer, accepted: isStaying },
      context: { plan: "Team" },
    });
    const answer = billing.apply({ userId, outcome: isStaying ? "recovered" : "churned" });
    if (!("pending" in answer)) await retent.settle(eventId, answer);
    return context.html(endPage(isStaying, billing.endsOn(userId)));
  });
  return { fetch: async (request) => app.fetch(request), retent };
}

async function readAnswers(context: Context): Promise<{ event: string; reason: ReasonKey; words: string }> {
  const { event, reason, words } = await context.req.parseBody();
  const isKnown = typeof reason === "string" && Object.hasOwn(reasons, reason);
  return {
    event: typeof event === "string" && /^[\w-]{1,64}$/.test(event) ? event : crypto.randomUUID(),
    reason: isKnown ? (reason as ReasonKey) : "other",
    words: typeof words === "string" ? words.slice(0, 500) : "",
  };
}
