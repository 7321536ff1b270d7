import { createRetent, type OnEvent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import type { Request as ExpressRequest } from "express";
import type { Billing } from "./billing.ts";
import type { Settings } from "./settings.ts";

/** Everything that connects this shop with RetentBase. */
export function createShopRetent(settings: Settings, billing: Billing, onEvent: OnEvent) {
  return createRetent({
    apiKey: settings.apiKey,
    environment: settings.environment,
    resultToken: { secret: settings.signingSecret, audience: settings.workspaceKey },
    publicUrl: `${settings.siteUrl}/api/retent`,
    store: createSqliteStore({ file: settings.databaseFile }),
    identify: (_request, { session }: ExpressRequest) =>
      session?.userId ? billing.customer(session.userId) : null,
    onResult: (result) => billing.apply(result),
    brand: { name: "Lumen Notes" },
    // A real shop asks here whether its own session is an administrator's.
    isOperator: () => settings.isOperatorOpen,
    onEvent,
    // The emulator's; left out, they are RetentBase's own.
    apiUrl: settings.apiUrl,
    cancelUrl: settings.cancelUrl,
  });
}
