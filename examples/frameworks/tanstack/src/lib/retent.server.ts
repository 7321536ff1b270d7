import {
  type BillingAnswer,
  type CancellationResult,
  type Customer,
  createRetent,
  OptionsError,
  type Retent,
} from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { cancelAtPeriodEnd } from "trial-site";
import { readSession } from "./session.server";

/**
 * One server for the whole process, because the framework may load this module more than once. A build does not
 * open it. Outcomes reach RetentBase from the first request on.
 */
export function getRetent(): Retent {
  const shared: typeof globalThis & { retent?: Retent } = globalThis;
  shared.retent ??= openRetent();
  return shared.retent;
}

function openRetent(): Retent {
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

  const retent = createRetent({
    apiKey: RETENTBASE_API_KEY,
    resultToken: { secret: RETENTBASE_SIGNING_SECRET, audience: RETENTBASE_WORKSPACE_KEY },
    environment: RETENTBASE_ENVIRONMENT as "sandbox" | "prod",
    publicUrl: `${RETENT_PUBLIC_URL}/api/retent`,
    apiUrl: RETENTBASE_API_URL || "https://api.retentbase.com",
    cancelUrl: RETENTBASE_CANCEL_URL || "https://cancel.retentbase.com",
    store: createSqliteStore({ file: RETENT_DATABASE_URL.slice("sqlite:".length) }),
    identify: findCustomer,
    onResult: applyDecision,
  });
  retent.start();
  return retent;
}

async function findCustomer(): Promise<Customer | null> {
  const userId = readSession();
  return userId ? { userId } : null;
}

async function applyDecision({ userId, outcome }: CancellationResult): Promise<BillingAnswer> {
  if (outcome === "recovered") return { outcome };
  return { outcome, effectiveAt: cancelAtPeriodEnd(userId) };
}
