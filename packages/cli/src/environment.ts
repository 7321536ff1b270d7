import type { RetentOptions } from "@retent/server";
import type { NotifierOptions } from "@retent/server/notifications";
import type { StripeBillingOptions } from "@retent/server/stripe";
import { ConfigurationError } from "./environment/configuration-error.ts";
import { findFaults, ownVariables } from "./environment/find-faults.ts";
import { secretNames, type VariableName, type Variables, variablesSchema } from "./environment/variables.ts";

/** Environment variables by their names, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the store is. */
export interface DatabasePlace {
  /** `sqlite:FILE` or `postgres://…`. */
  url: string;
  /** PostgreSQL's schema; undefined for its default. */
  schema: string | undefined;
}

/** What the environment says. */
export interface Configuration {
  /** For `createRetent`, which needs a store as well. */
  options: Omit<RetentOptions, "store" | "billing">;
  /** For `createStripeBilling`, where Stripe decides. */
  stripe: StripeBillingOptions | undefined;
  /** Where notifications go; undefined for nowhere. */
  notify: Pick<NotifierOptions, "url" | "secret" | "types"> | undefined;
  database: DatabasePlace;
  host: string;
  port: number;
  logLevel: Variables["LOG_LEVEL"];
  /** What works and is probably not meant so, with the names of the variables. */
  warnings: readonly string[];
}

/**
 * Reads the whole configuration.
 *
 * @throws {ConfigurationError} that names every fault and never a value
 */
export function readEnvironment(env: Environment): Configuration {
  const own = ownVariables(env);
  const faults = findFaults(own);
  if (faults.length > 0) throw new ConfigurationError(faults);
  const values = variablesSchema.parse(own);
  return {
    options: toOptions(values),
    stripe: toStripeOptions(values),
    notify: toNotify(values),
    database: toDatabasePlace(values),
    host: values.HOST,
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    warnings: findWarnings(values),
  };
}

/**
 * Reads only where the store is, for tools that need nothing else.
 *
 * @throws {ConfigurationError}
 */
export function readDatabase(env: Environment): DatabasePlace {
  return toDatabasePlace(readSome(env, ["RETENT_DATABASE_URL", "RETENT_DATABASE_SCHEMA"]));
}

function toDatabasePlace({
  RETENT_DATABASE_URL: url,
  RETENT_DATABASE_SCHEMA: schema,
}: Pick<Variables, "RETENT_DATABASE_URL" | "RETENT_DATABASE_SCHEMA">): DatabasePlace {
  return { url, schema };
}

/**
 * Reads only where the server is reached.
 *
 * @throws {ConfigurationError}
 */
export function readPublicUrl(env: Environment): string {
  return handlerUrl(readSome(env, ["RETENT_PUBLIC_URL", "PORT"]));
}

/** Everything in the environment that must never be printed. */
export function readSecrets(env: Environment): string[] {
  const secrets = secretNames.flatMap((name) => (env[name] ?? "").split(",").map((part) => part.trim()));
  const databaseUrl = env.RETENT_DATABASE_URL ?? "";
  const password = URL.canParse(databaseUrl) ? new URL(databaseUrl).password : "";
  return [...secrets, ...secretPartsOf(env.RETENT_NOTIFY_URL), password, decode(password)];
}

const minPartLength = 16;

/** What of an address may be its secret, by itself. */
function secretPartsOf(url = ""): string[] {
  if (!URL.canParse(url)) return [];
  const { href, pathname, search } = new URL(url);
  return [href, search, ...pathname.split("/")].filter(({ length }) => length >= minPartLength);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readSome<Name extends VariableName>(
  env: Environment,
  names: readonly Name[],
): Pick<Variables, Name> {
  const own = ownVariables(env);
  const faults = findFaults(own).filter(({ variable }) => (names as readonly string[]).includes(variable));
  if (faults.length > 0) throw new ConfigurationError(faults);
  const read = names.map((name) => [name, variablesSchema.shape[name].parse(own[name])]);
  return Object.fromEntries(read) as Pick<Variables, Name>;
}

function handlerUrl({ RETENT_PUBLIC_URL, PORT }: Pick<Variables, "RETENT_PUBLIC_URL" | "PORT">): string {
  return `${(RETENT_PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, "")}/api`;
}

function toNotify(values: Variables): Configuration["notify"] {
  const { RETENT_NOTIFY_URL: url, RETENT_NOTIFY_SECRET: secret, RETENT_NOTIFY_TYPES: types } = values;
  return url === undefined ? undefined : withoutUndefined({ url, secret, types });
}

function toOptions(values: Variables): Configuration["options"] {
  return withoutUndefined({
    apiKey: values.RETENTBASE_API_KEY,
    resultToken: withoutUndefined({
      secret: values.RETENTBASE_SIGNING_SECRET,
      jwksUrl: values.RETENTBASE_JWKS_URL,
      audience: values.RETENTBASE_WORKSPACE_KEY,
    }),
    environment: values.RETENTBASE_ENVIRONMENT,
    plan: values.RETENTBASE_PLAN,
    apiUrl: values.RETENTBASE_API_URL,
    cancelUrl: values.RETENTBASE_CANCEL_URL,
    publicUrl: handlerUrl(values),
    siteOrigins: values.RETENT_SITE_ORIGINS,
    afterUrl: values.RETENT_AFTER_URL,
    identity: withoutUndefined({
      secret: values.RETENT_IDENTITY_SECRET,
      jwksUrl: values.RETENT_IDENTITY_JWKS_URL,
      issuer: values.RETENT_IDENTITY_ISSUER,
      audience: values.RETENT_IDENTITY_AUDIENCE,
      userClaim: values.RETENT_IDENTITY_USER_CLAIM,
    }),
    healthToken: values.RETENT_HEALTH_TOKEN,
    trustProxy: values.RETENT_TRUST_PROXY,
    unknownEvent: values.RETENT_UNKNOWN_EVENT,
    settle: values.RETENT_SETTLE === "stripe" ? undefined : ("manual" as const),
  });
}

function findWarnings({ RETENT_SETTLE }: Variables): string[] {
  if (RETENT_SETTLE === "token")
    return ["RETENT_SETTLE=token is called manual now: write RETENT_SETTLE=manual"];
  if (RETENT_SETTLE !== undefined) return [];
  return [
    "RETENT_SETTLE is not set, so nothing on this server ends subscriptions: set it to stripe, or to manual if a person or another system does. RETENTBASE_ENVIRONMENT=prod needs it.",
  ];
}

function toStripeOptions(values: Variables): StripeBillingOptions | undefined {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = values;
  if (values.RETENT_SETTLE !== "stripe" || secretKey === undefined || webhookSecret === undefined)
    return undefined;
  return {
    secretKey,
    webhookSecret,
    ...withoutUndefined({
      apiUrl: values.STRIPE_API_URL,
      userIdKey: values.RETENT_STRIPE_USER_KEY,
      userIdIsCustomer: values.RETENT_STRIPE_USER_ID_IS_CUSTOMER,
      onChurned: values.RETENT_STRIPE_ON_CHURNED,
      onOffer: values.RETENT_STRIPE_ON_OFFER,
    }),
  };
}

/** An option that is there but undefined is not the same as one that is left out. */
type WithoutUndefined<T> = {
  [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key];
} & { [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(values: T): WithoutUndefined<T> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as WithoutUndefined<T>;
}
