import type { RetentOptions } from "@retent/server";
import type { MailerOptions } from "@retent/server/mail";
import type { NotifierOptions } from "@retent/server/notifications";
import type { StripeBillingOptions } from "@retent/server/stripe";
import type { WebhookBillingOptions } from "@retent/server/webhook-billing";
import { ConfigurationError } from "./environment/configuration-error.ts";
import { findFaults, selectRetentVariables } from "./environment/find-faults.ts";
import { toOptions } from "./environment/to-options.ts";
import { mountPath } from "./environment/variables/site.ts";
import {
  type VariableName,
  type Variables,
  variableNames,
  variablesSchema,
} from "./environment/variables.ts";

/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the store is. */
export interface DatabasePlace {
  /** `sqlite:FILE` or `postgres://…`. */
  url: string;
  /** PostgreSQL's schema; undefined for its default. */
  schema: string | undefined;
}

/** What the environment configures. */
export interface Configuration {
  /** For `createRetent`, which also needs a store. */
  options: Omit<RetentOptions, "store" | "billing">;
  /** For `createStripeBilling`; undefined unless Stripe decides. */
  stripe: StripeBillingOptions | undefined;
  /** For `createWebhookBilling`; undefined unless a receiver decides. */
  webhook: WebhookBillingOptions | undefined;
  /** For `createNotifier`; undefined if there are no notifications. */
  notify: Pick<NotifierOptions, "url" | "secret" | "types"> | undefined;
  /** For `createMailer`; undefined if customers get no mails. */
  mail: MailerOptions | undefined;
  database: DatabasePlace;
  host: string;
  port: number;
  logLevel: Variables["LOG_LEVEL"];
  /** What works but is probably a mistake, with the names of the variables. */
  warnings: readonly string[];
}

/**
 * Reads the whole configuration.
 *
 * @throws {ConfigurationError} that names every fault and never a value
 */
export function readEnvironment(env: Environment): Configuration {
  const retentVariables = selectRetentVariables(env);
  const faults = findFaults(retentVariables);
  if (faults.length > 0) throw new ConfigurationError(faults);
  return toConfiguration(variablesSchema.parse(retentVariables), retentVariables.RETENT_SETTLE);
}

/**
 * What the environment configures so far: a variable that is missing or can't be used is left out. For checks
 * that need only some of it.
 */
export function readUnfinished(env: Environment): Configuration {
  const values = variableNames.map((name) => [name, variablesSchema.shape[name].safeParse(env[name]).data]);
  return toConfiguration(Object.fromEntries(values) as Variables, env.RETENT_SETTLE);
}

function toConfiguration(values: Variables, settle: string | undefined): Configuration {
  return {
    options: {
      ...(settle === undefined && { settle: "manual" }),
      ...(toOptions("createRetent", values) as Configuration["options"]),
      publicUrl: toPublicUrl(values),
    },
    stripe:
      settle === "stripe" ? (toOptions("createStripeBilling", values) as StripeBillingOptions) : undefined,
    webhook:
      settle === "webhook" ? (toOptions("createWebhookBilling", values) as WebhookBillingOptions) : undefined,
    notify:
      values.RETENT_NOTIFY_URL === undefined
        ? undefined
        : (toOptions("createNotifier", values) as NotifierOptions),
    mail:
      values.RETENT_SMTP_URL === undefined || values.RETENT_MAIL_FROM === undefined
        ? undefined
        : (toOptions("createMailer", values) as MailerOptions),
    database: toDatabasePlace(values),
    host: values.HOST,
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    warnings: findWarnings(settle),
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
 * Reads only the URL that the routes are reached at.
 *
 * @throws {ConfigurationError}
 */
export function readPublicUrl(env: Environment): string {
  return toPublicUrl(readSome(env, ["RETENT_PUBLIC_URL", "PORT"]));
}

function toPublicUrl({ RETENT_PUBLIC_URL, PORT }: Pick<Variables, "RETENT_PUBLIC_URL" | "PORT">): string {
  return RETENT_PUBLIC_URL ?? `http://localhost:${PORT}${mountPath}`;
}

function readSome<Name extends VariableName>(
  env: Environment,
  names: readonly Name[],
): Pick<Variables, Name> {
  const retentVariables = selectRetentVariables(env);
  const isWanted = (name: string) => (names as readonly string[]).includes(name);
  const faults = findFaults(retentVariables).filter(({ variable }) => isWanted(variable));
  if (faults.length > 0) throw new ConfigurationError(faults);
  const values = names.map((name) => [name, variablesSchema.shape[name].parse(retentVariables[name])]);
  return Object.fromEntries(values) as Pick<Variables, Name>;
}

function findWarnings(settle: string | undefined): string[] {
  if (settle === "token")
    return ["RETENT_SETTLE=token is the old name of manual: write RETENT_SETTLE=manual"];
  if (settle !== undefined) return [];
  return [
    "RETENT_SETTLE is not set, so nothing on this server ends subscriptions: set it to stripe, to webhook, or to manual if a person or another system does. RETENTBASE_ENVIRONMENT=prod needs it.",
  ];
}
