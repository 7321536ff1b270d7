import { createJwtVerifier, isLoopbackHost } from "@retent/retentbase/internal";
import { isSlackUrl } from "@retent/server/internal";
import type { Fault } from "./configuration-error.ts";
import { optionError, splitList } from "./schemas.ts";
import { findStripeFaults } from "./stripe-faults.ts";
import { secretNames, type VariableName, variableNames } from "./variables.ts";
import { findWebhookFaults } from "./webhook-faults.ts";
import { isEmulatorSecret, isWellKnownSecret } from "./well-known-secrets.ts";

/** The variables that are set, by name. */
type RetentVariables = Readonly<Record<string, string>>;

/** Faults that only show when variables are seen together. */
export function findConflicts(retentVariables: RetentVariables): Fault[] {
  return [
    ...findResultFaults(retentVariables),
    ...findIdentityFaults(retentVariables),
    ...findSettleFaults(retentVariables),
    ...findStripeFaults(retentVariables),
    ...findWebhookFaults(retentVariables),
    ...findNotifyFaults(retentVariables),
    ...findMailFaults(retentVariables),
    ...findSchemaFaults(retentVariables),
    ...findPlainHttp(retentVariables),
    ...findWellKnownSecrets(retentVariables),
  ];
}

const identityVariables = [
  "RETENT_IDENTITY_SECRET",
  "RETENT_IDENTITY_JWKS_URL",
  "RETENT_IDENTITY_ISSUER",
] as const satisfies VariableName[];

/** Memberstack verifies its tokens by itself. */
function findIdentityFaults(retentVariables: RetentVariables): Fault[] {
  const [secret, jwksUrl] = identityVariables;
  if (retentVariables.RETENT_IDENTITY_MEMBERSTACK_KEY === undefined)
    return findKeyFaults(retentVariables, secret, jwksUrl, "how identity JWTs are signed");
  const message = "is set beside RETENT_IDENTITY_MEMBERSTACK_KEY";
  return identityVariables
    .filter((variable) => retentVariables[variable] !== undefined)
    .map((variable) => ({
      variable,
      message,
      remedy: "keep the one that says how identity JWTs are signed",
    }));
}

const tokenVariables = [
  "RETENTBASE_SIGNING_SECRET",
  "RETENTBASE_ALLOW_SHORT_SECRET",
  "RETENTBASE_JWKS_URL",
  "RETENTBASE_WORKSPACE_KEY",
] as const satisfies VariableName[];

/** Where RetentBase's diagnostics alone say how customers decided, no token is checked. */
function findResultFaults(retentVariables: RetentVariables): Fault[] {
  if (retentVariables.RETENTBASE_RESULT === "session") {
    const message = "is set, and with RETENTBASE_RESULT=session no token is checked";
    return tokenVariables
      .filter((variable) => retentVariables[variable] !== undefined)
      .map((variable) => ({ variable, message, remedy: "remove it, or remove RETENTBASE_RESULT" }));
  }
  const [secret, jwksUrl] = ["RETENTBASE_SIGNING_SECRET", "RETENTBASE_JWKS_URL"] as const;
  return [
    ...findKeyFaults(retentVariables, secret, jwksUrl, "how result tokens are signed"),
    ...findShortSecrets(retentVariables),
  ];
}

/** Signing secrets that are too short, unless short ones are allowed. */
export function findShortSecrets({
  RETENTBASE_SIGNING_SECRET: secrets,
  RETENTBASE_ALLOW_SHORT_SECRET: allowed,
}: RetentVariables): Fault[] {
  if (secrets === undefined || allowed === "yes") return [];
  return splitList(secrets).flatMap((secret, index) => {
    const problem = optionError(() => createJwtVerifier({ secret }));
    if (problem === undefined || optionError(() => createJwtVerifier({ secret, allowShortSecret: true })))
      return [];
    const remedy = `entry ${index + 1} needs at least 32 bytes; if RetentBase issued it so, set RETENTBASE_ALLOW_SHORT_SECRET=yes, and if it is written in hex or base64, put hex: or base64: in front of it`;
    return [{ variable: "RETENTBASE_SIGNING_SECRET", message: "is too short", remedy }];
  });
}

function findKeyFaults(
  retentVariables: RetentVariables,
  secret: VariableName,
  jwksUrl: VariableName,
  what: string,
): Fault[] {
  const isSecretSet = retentVariables[secret] !== undefined;
  const isUrlSet = retentVariables[jwksUrl] !== undefined;
  if (isSecretSet !== isUrlSet) return [];
  return isSecretSet
    ? [{ variable: jwksUrl, message: `is set beside ${secret}`, remedy: `keep the one that says ${what}` }]
    : [{ variable: secret, message: "is missing", remedy: `set it, or ${jwksUrl}, to say ${what}` }];
}

/**
 * In production nothing may look like a cancellation that ends nothing, unless that was chosen explicitly.
 */
function findSettleFaults({ RETENTBASE_ENVIRONMENT, RETENT_SETTLE }: RetentVariables): Fault[] {
  if (RETENTBASE_ENVIRONMENT !== "prod" || RETENT_SETTLE !== undefined) return [];
  const remedy = "say what ends subscriptions: stripe, webhook, or manual if a person or another system does";
  return [{ variable: "RETENT_SETTLE", message: "is missing", remedy }];
}

/** A secret and types are useless without a URL, and messages to a URL can't be verified without a secret. */
function findNotifyFaults({
  RETENT_NOTIFY_URL: url,
  RETENT_NOTIFY_SECRET: secret,
  RETENT_NOTIFY_TYPES: types,
}: RetentVariables): Fault[] {
  if (url === undefined) {
    if (secret === undefined && types === undefined) return [];
    const other = secret === undefined ? "RETENT_NOTIFY_TYPES" : "RETENT_NOTIFY_SECRET";
    const remedy = `set it to the URL that notifications go to, or remove ${other}`;
    return [{ variable: "RETENT_NOTIFY_URL", message: "is missing", remedy }];
  }
  if (secret !== undefined || isSlackUrl(url)) return [];
  const remedy = 'notifications are signed with it, "whsec_" and at least 24 random bytes in base64';
  return [{ variable: "RETENT_NOTIFY_SECRET", message: "is missing", remedy }];
}

/** A mail needs a host and a sender. */
function findMailFaults({
  RETENT_SMTP_URL: url,
  RETENT_MAIL_FROM: from,
  RETENT_MAIL_REPLY_TO: replyTo,
}: RetentVariables): Fault[] {
  if (url === undefined && (from !== undefined || replyTo !== undefined)) {
    const other = from === undefined ? "RETENT_MAIL_REPLY_TO" : "RETENT_MAIL_FROM";
    const remedy = `set it to the mail host that mails are sent through, or remove ${other}`;
    return [{ variable: "RETENT_SMTP_URL", message: "is missing", remedy }];
  }
  if (url === undefined || from !== undefined) return [];
  const remedy = "set it to the address that mails are from, or remove RETENT_SMTP_URL";
  return [{ variable: "RETENT_MAIL_FROM", message: "is missing", remedy }];
}

/** SQLite has no schemas, so nothing would be stored in one. */
function findSchemaFaults({
  RETENT_DATABASE_SCHEMA: schema,
  RETENT_DATABASE_URL: url = "",
}: RetentVariables): Fault[] {
  if (schema === undefined || /^postgres/.test(url)) return [];
  const message = "is set and RETENT_DATABASE_URL is not PostgreSQL's";
  return [{ variable: "RETENT_DATABASE_SCHEMA", message, remedy: "remove it" }];
}

const urlNames = variableNames.filter(
  (name) => /_URL$|_ORIGINS$/.test(name) && name !== "RETENT_DATABASE_URL",
);

function findPlainHttp(retentVariables: RetentVariables): Fault[] {
  if (retentVariables.RETENTBASE_ENVIRONMENT !== "prod") return [];
  const isPlain = (name: string) => splitList(retentVariables[name] ?? "").some((url) => /^http:/i.test(url));
  const remedy = "use https, since RETENTBASE_ENVIRONMENT is prod";
  const faults: Fault[] = urlNames
    .filter(isPlain)
    .map((variable) => ({ variable, message: "is plain http", remedy }));
  if (retentVariables.RETENT_PUBLIC_URL !== undefined) return faults;
  const publicUrl = "set it to the URL of this server, since RETENTBASE_ENVIRONMENT is prod";
  return [...faults, { variable: "RETENT_PUBLIC_URL", message: "is missing", remedy: publicUrl }];
}

function findWellKnownSecrets(retentVariables: RetentVariables): Fault[] {
  const emulatorHosts = ["RETENTBASE_API_URL", "RETENTBASE_CANCEL_URL"];
  const missing = emulatorHosts.filter((name) => !isLoopbackUrl(retentVariables[name]));
  const mayBeLocal =
    retentVariables.RETENTBASE_ENVIRONMENT !== "prod" &&
    isLoopbackUrl(retentVariables.RETENT_PUBLIC_URL ?? "http://localhost");
  const isLocal = mayBeLocal && missing.length === 0;
  return secretNames.flatMap((variable) => {
    const secret = splitList(retentVariables[variable] ?? "").find((each) =>
      isWellKnownSecret(each, { isLocal }),
    );
    if (secret === undefined) return [];
    if (!isEmulatorSecret(secret))
      return [{ variable, message: "is published, so anyone has it", remedy: "use a secret of your own" }];
    const message = "is the local emulator's, which anyone has";
    const own = "use your workspace's";
    const remedy = `set ${missing.join(" and ")} to the emulator's address, or ${own}`;
    return [{ variable, message, remedy: mayBeLocal ? remedy : own }];
  });
}

function isLoopbackUrl(value: string | undefined): boolean {
  return value !== undefined && URL.canParse(value) && isLoopbackHost(new URL(value).hostname);
}
