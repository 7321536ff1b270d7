import { randomBytes } from "node:crypto";
import type { RetentOptions } from "@retent/server";

/** What differs from one machine to the next. */
export interface Settings {
  port: number;
  siteUrl: string;
  apiKey: string;
  signingSecret: string;
  workspaceKey: string;
  environment: NonNullable<RetentOptions["environment"]>;
  apiUrl: string;
  cancelUrl: string;
  databaseFile: string;
  sessionSecret: string;
  /** Whether all who reach the shop may see the operator's page: on a machine that tries it out. */
  isOperatorOpen: boolean;
}

/** Reads the environment; what is missing or wrong is named when the shop's parts are built from it. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env.PORT ?? 3000);
  const emulatorUrl = `http://localhost:${env.EMULATOR_PORT ?? 4010}`;
  return {
    port,
    siteUrl: (env.SITE_URL ?? `http://localhost:${port}`).replace(/\/+$/, ""),
    apiKey: env.RETENTBASE_API_KEY ?? "",
    signingSecret: env.RETENTBASE_SIGNING_SECRET ?? "",
    workspaceKey: env.RETENTBASE_WORKSPACE_KEY ?? "",
    environment: (env.RETENTBASE_ENVIRONMENT ?? "sandbox") as Settings["environment"],
    apiUrl: env.RETENTBASE_API_URL ?? emulatorUrl,
    cancelUrl: env.RETENTBASE_CANCEL_URL ?? emulatorUrl,
    databaseFile: env.DATABASE_FILE ?? "retent.db",
    // Customers live in memory here, so their sessions need not outlive the process either.
    sessionSecret: env.SESSION_SECRET ?? randomBytes(32).toString("hex"),
    isOperatorOpen: env.OPERATOR === "open",
  };
}
