import {
  type BillingAnswer,
  type CancellationResult,
  type Customer,
  createRetent,
  OptionsError,
  type Retent,
} from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import type { H3Event } from "h3";
import { cancelAtPeriodEnd } from "trial-site";

/**
 * One server for the whole process, because the framework may load this module more than once. A build does not
 * open it.
 */
export function getRetent(): Retent<H3Event> {
  const shared: typeof globalThis & { retent?: Retent<H3Event> } = globalThis;
  shared.retent ??= openRetent();
  return shared.retent;
}

function openRetent(): Retent<H3Event> {
  const {
    RETENTBASE_API_KEY = "",
    RETENTBASE_SIGNING_SECRET = "",
    RETENTBASE_WORKSPACE_KEY,
    RETENTBASE_ENVIRONMENT = "sandbox",
    RETENTBASE_API_URL,
    RETENTBASE_CANCEL_URL,
    RETENT_PUBLIC_URL = "",
    RETENT_DATABASE_URL = "sqlite:retent.db",
  } = process.env;
  if (!RETENT_DATABASE_URL.startsWith("sqlite:")) {
    const message = "write sqlite:FILE, or use createPostgresStore of @retent/server/postgres";
    throw new OptionsError([{ option: "RETENT_DATABASE_URL", message }]);
  }

  return createRetent({
    apiKey: RETENTBASE_API_KEY,
    resultToken: { secret: RETENTBASE_SIGNING_SECRET, audience: RETENTBASE_WORKSPACE_KEY },
    environment: RETENTBASE_ENVIRONMENT as "sandbox" | "prod",
    publicUrl: `${RETENT_PUBLIC_URL}/api/retent`,
    apiUrl: RETENTBASE_API_URL || "https://api.retentbase.com",
    cancelUrl: RETENTBASE_CANCEL_URL || "https://cancel.retentbase.com",
    store: createSqliteStore({ file: RETENT_DATABASE_URL.slice("sqlite:".length) }),
    identify: (_request, event: H3Event) => findCustomer(event),
    onResult: applyDecision,
  });
}

async function findCustomer(event: H3Event): Promise<Customer | null> {
  const { data } = await useCustomerSession(event);
  return data.userId ? { userId: data.userId } : null;
}

async function applyDecision({ userId, outcome }: CancellationResult): Promise<BillingAnswer> {
  if (outcome === "recovered") return { outcome };
  return { outcome, effectiveAt: cancelAtPeriodEnd(userId) };
}
