import { createRetentBaseClient } from "@retent/retentbase";
import { createJwtVerifier } from "@retent/retentbase/internal";
import { createTokenCheck } from "@retent/server/internal";
import type { NotificationType } from "@retent/server/notifications";
import { createNotifier } from "@retent/server/notifications";
import type { StripeBillingOptions } from "@retent/server/stripe";
import { z } from "zod";
import { isPlaceholder, isPlaceholderSecret } from "./placeholder.ts";
import { offersFault, stripeKeyFault, userKeyFault, webhookSecretFault } from "./stripe-faults.ts";
import { originFault, publicUrlFault, urlFault } from "./url-fault.ts";

const text = z
  .string({ error: "is missing" })
  .refine((value) => value.trim() !== "", {
    error: "is empty: give it a value or take it out",
    abort: true,
  })
  .refine((value) => value === value.trim(), {
    error: "has white space at its ends: take it off",
    abort: true,
  })
  .refine((value) => !isPlaceholder(value), {
    error: "is still a placeholder: put the real value in",
    abort: true,
  });

const secretText = text.refine((value) => !isPlaceholderSecret(value), {
  error: "is still a placeholder: put the real value in",
  abort: true,
});

/** A text in which `findFault` finds nothing wrong. */
function sound(base: typeof text, findFault: (value: string) => string | undefined) {
  return base.superRefine((value, context) => {
    const message = findFault(value);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });
}

const url = sound(text, urlFault);

/** How a part complains about the option `name`, in our words: it knows best what it can work with. */
function complaint(name: string, build: () => unknown): string | undefined {
  try {
    build();
    return undefined;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return `can't be used: ${error.message.replace(`${name}: `, "").replace("by jwksUrl", "by their JWKS's URL")}`;
  }
}

const secretFault = (secret: string) => complaint("secret", () => createJwtVerifier({ secret }));

const notifySecretFault = (secret: string) =>
  complaint("secret", () => createNotifier({ url: "http://localhost", secret }));

const notificationTypeFault = (type: string) =>
  complaint("types", () =>
    // The notifier knows which there are; the address is one that needs no secret.
    createNotifier({ url: "https://hooks.slack.com/", types: [type as NotificationType] }),
  );

/** The parts of a comma-separated list. */
export function listOf(value: string): string[] {
  return value.split(",").map((part) => part.trim());
}

function firstFault(value: string, findFault: (part: string) => string | undefined): string | undefined {
  const parts = listOf(value);
  if (parts.includes("")) return "has an empty part: take out the comma too many";
  return parts.map(findFault).find((fault) => fault !== undefined);
}

function choice<const Values extends readonly [string, ...string[]]>(values: Values) {
  return text.pipe(z.enum(values, { error: `is none of: ${values.join(", ")}` }));
}

function wholeNumber(from: number, to: number) {
  const error = `is no whole number from ${from} to ${to}`;
  return text
    .refine((value) => /^\d{1,5}$/.test(value) && +value >= from && +value <= to, { error })
    .transform(Number);
}

/** The environment variables that are read, each with what makes its value usable. */
export const variablesSchema = z.strictObject({
  RETENTBASE_API_KEY: sound(secretText, (apiKey) =>
    complaint("apiKey", () => createRetentBaseClient({ apiKey })),
  ),
  RETENTBASE_SIGNING_SECRET: sound(secretText, (value) => firstFault(value, secretFault))
    .transform(listOf)
    .optional(),
  RETENTBASE_JWKS_URL: url.optional(),
  RETENTBASE_WORKSPACE_KEY: secretText.optional(),
  RETENTBASE_ENVIRONMENT: choice(["sandbox", "prod"]).default("sandbox"),
  RETENTBASE_PLAN: choice(["advanced", "core"]).default("advanced"),
  RETENTBASE_API_URL: url.optional(),
  RETENTBASE_CANCEL_URL: url.optional(),
  RETENT_PUBLIC_URL: sound(text, publicUrlFault).optional(),
  RETENT_SITE_ORIGINS: sound(text, (value) => firstFault(value, originFault))
    .transform(listOf)
    .optional(),
  RETENT_AFTER_URL: url.optional(),
  RETENT_IDENTITY_JWKS_URL: url.optional(),
  RETENT_IDENTITY_SECRET: sound(secretText, secretFault).optional(),
  RETENT_IDENTITY_ISSUER: text.optional(),
  RETENT_IDENTITY_AUDIENCE: text.optional(),
  RETENT_IDENTITY_USER_CLAIM: text.optional(),
  RETENT_TRUST_PROXY: wholeNumber(0, 99).optional(),
  RETENT_DATABASE_URL: sound(text, databaseUrlFault).default("sqlite:retent.db"),
  RETENT_DATABASE_SCHEMA: sound(text, schemaFault).optional(),
  RETENT_NOTIFY_URL: url.optional(),
  RETENT_NOTIFY_SECRET: sound(secretText, notifySecretFault).optional(),
  RETENT_NOTIFY_TYPES: sound(text, (value) => firstFault(value, notificationTypeFault))
    .transform((value) => listOf(value) as NotificationType[])
    .optional(),
  RETENT_HEALTH_TOKEN: sound(secretText, (token) =>
    complaint("healthToken", () => createTokenCheck(token)),
  ).optional(),
  RETENT_UNKNOWN_EVENT: choice(["dead", "create"]).optional(),
  // `token` is the name that `manual` had before.
  RETENT_SETTLE: choice(["stripe", "manual", "token"]).optional(),
  STRIPE_SECRET_KEY: sound(secretText, stripeKeyFault).optional(),
  STRIPE_WEBHOOK_SECRET: sound(secretText, (value) => firstFault(value, webhookSecretFault))
    .transform(listOf)
    .optional(),
  STRIPE_API_URL: url.optional(),
  RETENT_STRIPE_USER_KEY: sound(text, userKeyFault).optional(),
  RETENT_STRIPE_USER_ID_IS_CUSTOMER: choice(["yes", "no"])
    .transform((value) => value === "yes")
    .optional(),
  RETENT_STRIPE_ON_CHURNED: choice(["cancel_at_period_end", "cancel_now", "nothing"]).optional(),
  RETENT_STRIPE_ON_OFFER: sound(text, offersFault)
    .transform((value): StripeBillingOptions["onOffer"] => JSON.parse(value))
    .optional(),
  HOST: text.default("127.0.0.1"),
  PORT: wholeNumber(1, 65_535).default(8787),
  LOG_LEVEL: choice(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

function schemaFault(value: string): string | undefined {
  return /^[a-z_][a-z0-9_]{0,62}$/.test(value)
    ? undefined
    : "must have up to 63 lowercase letters, digits and underscores, and begin with no digit";
}

function databaseUrlFault(value: string): string | undefined {
  const isUsable = /^sqlite:./.test(value) || (/^postgres(ql)?:\/\/./.test(value) && URL.canParse(value));
  return isUsable ? undefined : "is no database: use sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE";
}

export type VariableName = keyof typeof variablesSchema.shape;
export type Variables = z.infer<typeof variablesSchema>;

export const variableNames = Object.keys(variablesSchema.shape) as VariableName[];

/** The variables whose values open something. */
export const secretNames = [
  "RETENTBASE_API_KEY",
  "RETENTBASE_SIGNING_SECRET",
  "RETENT_IDENTITY_SECRET",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
  // Whoever knows the address of a receiver such as Slack's may write there.
  "RETENT_NOTIFY_URL",
  "RETENT_NOTIFY_SECRET",
  "RETENT_HEALTH_TOKEN",
] as const satisfies readonly VariableName[];
