import { isLoopbackHost } from "@retent/retentbase/internal";
import { isSlackUrl } from "@retent/server/internal";
import type { z } from "zod";
import { closestName } from "./closest-name.ts";
import type { Fault } from "./configuration-error.ts";
import { findStripeFaults } from "./stripe-faults.ts";
import { listOf, secretNames, type VariableName, variableNames, variablesSchema } from "./variables.ts";
import { isWellKnownSecret } from "./well-known-secrets.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const whereToFind: Partial<Record<VariableName, string>> = {
  RETENTBASE_API_KEY: "copy the workspace API key from RetentBase's dashboard",
};

/** Our variables alone, known or not; the environment is full of others. */
export function ownVariables(env: Environment): Record<string, string> {
  const isOurs = (name: string) =>
    /^RETENT(BASE)?_/i.test(name) || (variableNames as string[]).includes(name);
  const own = Object.entries(env).filter(([name, value]) => isOurs(name) && value !== undefined);
  return Object.fromEntries(own) as Record<string, string>;
}

/** Everything that is wrong with our variables, at most one fault a variable. */
export function findFaults(own: Record<string, string>): Fault[] {
  const { error } = variablesSchema.safeParse(own);
  const faults = [...(error?.issues ?? []).flatMap(describeIssue), ...findConflicts(own)];
  const first = new Map(faults.toReversed().map((fault) => [fault.variable, fault]));
  const names: string[] = [...variableNames, ...first.keys()];
  return [...new Set(names)].flatMap((name) => first.get(name) ?? []);
}

function describeIssue(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map(describeUnknown);
  const variable = String(issue.path[0]);
  const hint = whereToFind[variable as VariableName];
  return [
    { variable, message: issue.message === "is missing" && hint ? `is missing: ${hint}` : issue.message },
  ];
}

function describeUnknown(variable: string): Fault {
  const close = closestName(variable, variableNames);
  const mend = close ? `did you mean ${close}?` : "check the spelling or take it out";
  return { variable, message: `is not known: ${mend}` };
}

/** What no variable shows by itself. */
function findConflicts(own: Record<string, string>): Fault[] {
  return [
    ...findKeyFaults(own, "RETENTBASE_SIGNING_SECRET", "RETENTBASE_JWKS_URL", "how result tokens are signed"),
    ...findKeyFaults(
      own,
      "RETENT_IDENTITY_SECRET",
      "RETENT_IDENTITY_JWKS_URL",
      "how identity JWTs are signed",
    ),
    ...findSettleFaults(own),
    ...findStripeFaults(own),
    ...findNotifyFaults(own),
    ...findSchemaFault(own),
    ...findPlainHttp(own),
    ...findWellKnownSecrets(own),
  ];
}

function findKeyFaults(
  own: Record<string, string>,
  secret: VariableName,
  jwksUrl: VariableName,
  what: string,
): Fault[] {
  const isSecretSet = own[secret] !== undefined;
  const isUrlSet = own[jwksUrl] !== undefined;
  if (isSecretSet !== isUrlSet) return [];
  return isSecretSet
    ? [{ variable: jwksUrl, message: `is set beside ${secret}: keep the one that says ${what}` }]
    : [{ variable: secret, message: `is missing: set it, or ${jwksUrl}, to say ${what}` }];
}

/** In production nothing may look like a cancellation that ends nothing, unless that was asked for by name. */
function findSettleFaults(own: Record<string, string>): Fault[] {
  if (own.RETENTBASE_ENVIRONMENT !== "prod" || own.RETENT_SETTLE !== undefined) return [];
  const message =
    "is missing: say who ends subscriptions: stripe, or manual if a person or another system does";
  return [{ variable: "RETENT_SETTLE", message }];
}

/** A secret and types say nothing without an address, and nobody can check an address's messages without a secret. */
function findNotifyFaults({
  RETENT_NOTIFY_URL: url,
  RETENT_NOTIFY_SECRET: secret,
  RETENT_NOTIFY_TYPES: types,
}: Record<string, string>): Fault[] {
  if (url === undefined) {
    if (secret === undefined && types === undefined) return [];
    const other = secret === undefined ? "RETENT_NOTIFY_TYPES" : "RETENT_NOTIFY_SECRET";
    const message = `is missing: say where notifications go, or take ${other} out`;
    return [{ variable: "RETENT_NOTIFY_URL", message }];
  }
  if (secret !== undefined || isSlackUrl(url)) return [];
  const message =
    'is missing: notifications are signed with it, "whsec_" and at least 24 random bytes in base64';
  return [{ variable: "RETENT_NOTIFY_SECRET", message }];
}

/** SQLite has no schemas: one that is named would hold nothing. */
function findSchemaFault({
  RETENT_DATABASE_SCHEMA: schema,
  RETENT_DATABASE_URL: url = "",
}: Record<string, string>): Fault[] {
  if (schema === undefined || /^postgres/.test(url)) return [];
  const message = "is set and RETENT_DATABASE_URL is not PostgreSQL's: remove it";
  return [{ variable: "RETENT_DATABASE_SCHEMA", message }];
}

const urlNames = variableNames.filter(
  (name) => /_URL$|_ORIGINS$/.test(name) && name !== "RETENT_DATABASE_URL",
);

function findPlainHttp(own: Record<string, string>): Fault[] {
  if (own.RETENTBASE_ENVIRONMENT !== "prod") return [];
  const message = "is plain http: use https where RETENTBASE_ENVIRONMENT is prod";
  const plain = urlNames.filter((name) => listOf(own[name] ?? "").some((url) => /^http:/i.test(url)));
  const faults: Fault[] = plain.map((variable) => ({ variable, message }));
  if (own.RETENT_PUBLIC_URL !== undefined) return faults;
  const missing = "is missing: say where the server is reached, since RETENTBASE_ENVIRONMENT is prod";
  return [...faults, { variable: "RETENT_PUBLIC_URL", message: missing }];
}

function findWellKnownSecrets(own: Record<string, string>): Fault[] {
  const hosts = [
    own.RETENTBASE_API_URL,
    own.RETENTBASE_CANCEL_URL,
    own.RETENT_PUBLIC_URL ?? "http://localhost",
  ];
  const isLocal = own.RETENTBASE_ENVIRONMENT !== "prod" && hosts.every(isLoopbackUrl);
  return secretNames
    .filter((name) => listOf(own[name] ?? "").some((secret) => isWellKnownSecret(secret, { isLocal })))
    .map((variable) => ({
      variable,
      message: "is published, so anybody has it: put a secret of your own in",
    }));
}

function isLoopbackUrl(value: string | undefined): boolean {
  return value !== undefined && URL.canParse(value) && isLoopbackHost(new URL(value).hostname);
}
