import { randomBytes } from "node:crypto";
import { audience, issuer } from "./membership-tool.ts";

/** What differs from one machine to the next. */
export interface Settings {
  port: number;
  siteUrl: string;
  serverUrl: string;
  /** A script that serves instead of the `retent` command, with the same environment. */
  serverScript: string | undefined;
  receiverPort: number;
  identitySecret: string;
  billingSecret: string;
  /** The whole environment of the `retent` command. */
  serverEnv: Record<string, string>;
}

/** Reads them from the environment; `retent serve` names what is missing or wrong. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env.PORT ?? 3000);
  const serverPort = env.SERVER_PORT ?? "8787";
  const receiverPort = Number(env.RECEIVER_PORT ?? 8788);
  // To a browser, 127.0.0.1 and localhost are two sites that know nothing of each other.
  const siteUrl = `http://127.0.0.1:${port}`;
  const serverUrl = `http://localhost:${serverPort}`;
  // Made again at every start: in production it is the one that the membership tool or its backend signs with.
  const identitySecret = randomBytes(32).toString("hex");
  const billingSecret = `whsec_${randomBytes(32).toString("base64")}`;
  return {
    port,
    siteUrl,
    serverUrl,
    serverScript: env.SERVER_SCRIPT,
    receiverPort,
    identitySecret,
    billingSecret,
    serverEnv: {
      PORT: serverPort,
      ...(env.DATA_FOLDER && { DATA_FOLDER: env.DATA_FOLDER }),
      RETENTBASE_API_KEY: env.RETENTBASE_API_KEY ?? "",
      RETENTBASE_SIGNING_SECRET: env.RETENTBASE_SIGNING_SECRET ?? "",
      RETENTBASE_WORKSPACE_KEY: env.RETENTBASE_WORKSPACE_KEY ?? "",
      ...(env.RETENTBASE_API_URL && { RETENTBASE_API_URL: env.RETENTBASE_API_URL }),
      ...(env.RETENTBASE_CANCEL_URL && { RETENTBASE_CANCEL_URL: env.RETENTBASE_CANCEL_URL }),
      ...(env.HEALTH_TOKEN && { RETENT_HEALTH_TOKEN: env.HEALTH_TOKEN }),
      RETENT_PUBLIC_URL: serverUrl,
      RETENT_SITE_ORIGINS: [siteUrl, ...(env.OTHER_SITE ? [env.OTHER_SITE] : [])].join(","),
      RETENT_IDENTITY_SECRET: identitySecret,
      RETENT_IDENTITY_ISSUER: issuer,
      RETENT_IDENTITY_AUDIENCE: audience,
      RETENT_SETTLE: "webhook",
      RETENT_BILLING_URL: `http://127.0.0.1:${receiverPort}/cancellations`,
      RETENT_BILLING_SECRET: billingSecret,
      RETENT_DATABASE_URL: `sqlite:${env.DATABASE_FILE ?? "retent.db"}`,
    },
  };
}
