/** What differs from one machine to the next. */
export interface ShopSettings {
  siteUrl: string;
  sessionSecret: string;
  databaseFile: string;
  /** Whether all who reach the shop may see the operator's page: on a machine that tries it out. */
  isOperatorOpen?: boolean;
  apiKey: string;
  signingSecret: string;
  workspaceKey: string;
  /** Hosts of a RetentBase that is not the real one; empty, they are RetentBase's own. */
  hosts: { apiUrl?: string; cancelUrl?: string };
}

/** Reads them from the environment; what is missing or wrong is named when the server is built. */
export function readSettings(env: Record<string, string | undefined>): ShopSettings {
  return {
    siteUrl: (env.SITE_URL ?? `http://localhost:${env.PORT ?? 3000}`).replace(/\/+$/, ""),
    // Customers live in memory here, so their sessions need not outlive the process either.
    sessionSecret: env.SESSION_SECRET ?? crypto.randomUUID(),
    databaseFile: env.DATABASE_FILE ?? "retent.db",
    isOperatorOpen: env.OPERATOR === "open",
    apiKey: env.RETENTBASE_API_KEY ?? "",
    signingSecret: env.RETENTBASE_SIGNING_SECRET ?? "",
    workspaceKey: env.RETENTBASE_WORKSPACE_KEY ?? "",
    hosts: {
      ...(env.RETENTBASE_API_URL && { apiUrl: env.RETENTBASE_API_URL }),
      ...(env.RETENTBASE_CANCEL_URL && { cancelUrl: env.RETENTBASE_CANCEL_URL }),
    },
  };
}
