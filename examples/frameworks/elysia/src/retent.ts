import {
  type BillingAnswer,
  type CancellationResult,
  type Customer,
  createRetent,
  OptionsError,
} from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { type Context, Elysia } from "elysia";
import { cancelAtPeriodEnd } from "trial-site";

const {
  RETENTBASE_API_KEY = "",
  RETENTBASE_SIGNING_SECRET = "",
  RETENTBASE_WORKSPACE_KEY,
  RETENTBASE_ENVIRONMENT = "sandbox",
  RETENTBASE_API_URL,
  RETENTBASE_CANCEL_URL,
  PORT,
  RETENT_PUBLIC_URL,
  RETENT_DATABASE_URL = "sqlite:retent.db",
} = process.env;
if (!RETENT_DATABASE_URL.startsWith("sqlite:")) {
  const message = "write sqlite:FILE, or use createPostgresStore of @retent/server/postgres";
  throw new OptionsError([{ option: "RETENT_DATABASE_URL", message }]);
}
const publicUrl = RETENT_PUBLIC_URL || `http://localhost:${PORT || 3000}`;

export const retent = createRetent({
  apiKey: RETENTBASE_API_KEY,
  resultToken: { secret: RETENTBASE_SIGNING_SECRET, audience: RETENTBASE_WORKSPACE_KEY },
  environment: RETENTBASE_ENVIRONMENT as "sandbox" | "prod",
  publicUrl: `${publicUrl}/api/retent`,
  apiUrl: RETENTBASE_API_URL || "https://api.retentbase.com",
  cancelUrl: RETENTBASE_CANCEL_URL || "https://cancel.retentbase.com",
  store: createSqliteStore({ file: RETENT_DATABASE_URL.slice("sqlite:".length) }),
  identify: (_request, context: Context) => findCustomer(context),
  onResult: applyDecision,
});

/** The routes, as a plugin: `app.use(retentRoutes)`. */
export const retentRoutes = new Elysia().all(
  "/api/retent/*",
  (context) => retent.fetch(context.request, context, context.server?.requestIP(context.request)?.address),
  // Retent reads bodies itself.
  { parse: "none" },
);

async function findCustomer(context: Context): Promise<Customer | null> {
  const userId = context.cookie.customer?.value;
  return typeof userId === "string" ? { userId } : null;
}

async function applyDecision({ userId, outcome }: CancellationResult): Promise<BillingAnswer> {
  if (outcome === "recovered") return { outcome };
  return { outcome, effectiveAt: cancelAtPeriodEnd(userId) };
}
