import { createBilling, readSettings } from "@retent/example-shop";
import { createRetent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { createSession } from "./session.ts";

/** Everything that connects the shop with RetentBase. */
function openShop() {
  const settings = readSettings(process.env);
  const billing = createBilling();
  const session = createSession(settings);
  const retent = createRetent({
    apiKey: settings.apiKey,
    resultToken: { secret: settings.signingSecret, audience: settings.workspaceKey },
    publicUrl: `${settings.siteUrl}/api/retent`,
    store: createSqliteStore({ file: settings.databaseFile }),
    identify: async () => {
      const userId = await session.read();
      return userId ? { userId, context: { plan: "Team" } } : null;
    },
    onResult: (result) => billing.apply(result),
    ...settings.hosts,
  });
  return { billing, retent, session };
}

declare global {
  var shop: ReturnType<typeof openShop> | undefined;
}

/** One for the whole process: Next.js loads this module for pages and for route handlers apart. Not opened by a build. */
export function getShop() {
  globalThis.shop ??= openShop();
  return globalThis.shop;
}
