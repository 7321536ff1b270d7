import { createBilling, readSettings } from "@retent/example-shop";
import { createRetent } from "@retent/server";
import { createSession } from "./session.ts";

/** Everything that connects the shop with RetentBase. */
async function openShop() {
  const settings = readSettings(process.env);
  const billing = createBilling();
  const session = createSession(settings);
  const retent = createRetent({
    apiKey: settings.apiKey,
    resultToken: { secret: settings.signingSecret, audience: settings.workspaceKey },
    publicUrl: `${settings.siteUrl}/api/retent`,
    store: await openStore(settings.databaseFile),
    identify: async () => {
      const userId = await session.read();
      return userId ? { userId, context: { plan: "Team" } } : null;
    },
    onResult: (result) => billing.apply(result),
    // Vercel's timer has it, and asks /api/retent/drain as vercel.json says.
    ...(process.env.CRON_SECRET && { healthToken: process.env.CRON_SECRET }),
    // Vercel itself says where a request comes from.
    trustProxy: process.env.VERCEL ? 1 : 0,
    ...settings.hosts,
  });
  return { billing, retent, session };
}

/** A file, or PostgreSQL where there are no files that last. */
async function openStore(file: string) {
  const connectionString = process.env.DATABASE_URL;
  if (connectionString === undefined)
    return (await import("@retent/server/sqlite")).createSqliteStore({ file });
  const { createPostgresStore } = await import("@retent/server/postgres");
  // There may be many instances.
  return createPostgresStore({ connectionString, max: 1 });
}

declare global {
  var shop: ReturnType<typeof openShop> | undefined;
}

/**
 * One for the whole process: Next.js loads this module for pages and for route handlers apart. Not opened by a build. If
 * the database could not be reached, the next request tries again.
 */
export function getShop() {
  globalThis.shop ??= openShop().catch((error: unknown) => {
    globalThis.shop = undefined;
    throw error;
  });
  return globalThis.shop;
}
