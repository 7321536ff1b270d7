import { hosts } from "@retent/retentbase";
import {
  defaultClaimNames,
  environmentSchema,
  type OptionFault,
  OptionsError,
} from "@retent/retentbase/internal";
import * as z from "zod";
import type { Billing } from "../billing/billing.ts";
import { brandSchema } from "../brand/brand.ts";
import { pageScheme } from "../http/page-origin.ts";
import { parseMailbox } from "../mail/mailbox.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Notifier } from "../notifications/notifier.ts";
import { ownTextsSchema } from "../pages/own-texts.ts";
import type { Store } from "../store.ts";
import type { RetentOptions } from "./options.ts";
import { findFaults } from "./options-faults.ts";

const anyFunction = z.custom<(...args: never[]) => unknown>((value) => typeof value === "function", {
  error: "must be a function",
});

const httpUrl = z.url({
  protocol: /^https?$/,
  error: "must be an absolute http(s) URL, e.g. https://shop.example/account",
});
const pageOrigin = z.url({
  protocol: pageScheme,
  error: "must be an origin, e.g. https://shop.example, or capacitor://localhost for an app",
});
/** A text that is compared: whitespace that was pasted with it would make every comparison fail. */
const comparedText = z
  .string()
  .min(1)
  .regex(/^[^\s\p{Cc}\p{Cf}](.*[^\s\p{Cc}\p{Cf}])?$/su, {
    error: "has leading or trailing whitespace or invisible characters: remove them",
  });
const milliseconds = z.number().positive();

function isMailer(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { send, from, replyTo } = value as Partial<Record<keyof Mailer, unknown>>;
  const isAddress = (text: unknown) => parseMailbox(text) !== undefined;
  return typeof send === "function" && isAddress(from) && (replyTo === undefined || isAddress(replyTo));
}

/** A claim's name may be given for each fact, and for nothing else. */
const claimNames = Object.fromEntries(
  Object.keys(defaultClaimNames).map((fact) => [fact, z.string().min(1).optional()]),
);

const schema = z.strictObject({
  apiKey: z.string({ error: "is missing: copy the workspace API key from RetentBase's dashboard" }),
  auth: z.enum(["bearer", "x-api-key"], { error: 'use "bearer" or "x-api-key"' }).optional(),
  resultToken: z.strictObject(
    {
      secret: z.union([z.string(), z.array(z.string())]).optional(),
      allowShortSecret: z.boolean().optional(),
      jwksUrl: httpUrl.optional(),
      verify: anyFunction.optional(),
      audience: comparedText.optional(),
      issuer: comparedText.optional(),
      claims: z.strictObject(claimNames).optional(),
      clockToleranceSeconds: z.number().optional(),
      maxLifetimeSeconds: z.number().optional(),
      maxLength: z.number().optional(),
    },
    {
      error: (issue) =>
        issue.code === "invalid_type"
          ? 'is missing: give { secret }, { jwksUrl } or { verify }, or "session"'
          : undefined,
    },
  ),
  environment: environmentSchema.default("sandbox"),
  plan: z.enum(["advanced", "core"]).default("advanced"),
  publicUrl: httpUrl,
  mountPath: z
    .string()
    .regex(/^\/$|^(\/[^/?#]+)+\/?$/, { error: 'must be a path, such as "/api/retent" or "/"' })
    .optional(),
  siteOrigins: z.array(pageOrigin).min(1).optional(),
  afterUrl: httpUrl.optional(),
  returnUrl: httpUrl.optional(),
  apiUrl: httpUrl.default(hosts.api),
  cancelUrl: httpUrl.default(hosts.cancel),
  identify: anyFunction.optional(),
  identity: z
    .strictObject({
      secret: z.union([z.string(), z.array(z.string())]).optional(),
      jwksUrl: httpUrl.optional(),
      memberstackSecretKey: z.string().optional(),
      issuer: comparedText.optional(),
      audience: comparedText.optional(),
      userClaim: comparedText.optional(),
      maxLifetimeSeconds: z.number().positive().optional(),
    })
    .optional(),
  onResult: anyFunction.optional(),
  billing: z
    .custom<Billing>((value) => typeof value === "object" && value !== null, {
      error: "must be a billing adapter, e.g. createStripeBilling({ … }) of @retent/server/stripe",
    })
    .optional(),
  settle: z.literal("manual", { error: 'must be "manual" or left out' }).optional(),
  onEvent: anyFunction.optional(),
  log: z.boolean().default(true),
  healthToken: z.string().optional(),
  isOperator: anyFunction.optional(),
  metrics: anyFunction.optional(),
  checks: anyFunction.optional(),
  store: z.custom<Store>((value) => typeof value === "object" && value !== null && "claim" in value, {
    error: "is missing: give a store, e.g. createSqliteStore({ file }) of @retent/server/sqlite",
  }),
  notifier: z
    .custom<Notifier>((value) => typeof value === "object" && value !== null && "compose" in value, {
      error: "give a notifier, e.g. createNotifier({ url, secret }) of @retent/server/notifications",
    })
    .optional(),
  mail: z
    .custom<Mailer>(isMailer, {
      error:
        "give createMailer({ url, from }) of @retent/server/mail, or { send, from } whose from (and replyTo) is one address",
    })
    .optional(),
  texts: ownTextsSchema.default({}),
  brand: brandSchema.default({}),
  declarations: z
    .strictObject({
      presets: z
        .array(z.enum(["de", "fr", "eu-withdrawal"], { error: "must be de, fr or eu-withdrawal" }))
        .min(1, { error: "must name at least one of de, fr and eu-withdrawal" }),
      findCustomer: anyFunction.optional(),
      proofAddress: z.string().min(1).max(300).optional(),
      retentionDays: z.number().positive().default(1096),
    })
    .optional(),
  unknownEvent: z.enum(["dead", "create"]).default("dead"),
  linkTimeoutMs: milliseconds.default(3000),
  billingTimeoutMs: milliseconds.default(20_000),
  identifyTimeoutMs: milliseconds.default(10_000),
  contextTimeoutMs: milliseconds.default(1000),
  healthTimeoutMs: milliseconds.default(2000),
  limits: z
    .strictObject({
      linksPerUser: z.int().positive().default(10),
      postsPerAddress: z.int().positive().default(600),
    })
    .prefault({}),
  trustProxy: z.int().nonnegative().default(0),
  retentionDays: z.number().positive().default(90),
  maxBodyBytes: z.int().positive().default(65_536),
  maxEventBytes: z.int().positive().default(262_144),
  bodyTimeoutMs: milliseconds.default(30_000),
  outbox: z
    .strictObject({
      timeoutMs: milliseconds.default(10_000),
      firstRetryMs: milliseconds.default(1000),
      maxRetryMs: milliseconds.default(900_000),
      maxRetryAfterMs: milliseconds.default(3_600_000),
      pauseMs: milliseconds.default(30_000),
      leaseMs: milliseconds.default(30_000),
      unknownEventTries: z.int().positive().default(5),
      concurrency: z.int().positive().default(8),
      pollMs: milliseconds.default(1000),
    })
    .prefault({}),
  fetch: anyFunction.optional(),
  now: anyFunction.optional(),
  random: anyFunction.optional(),
  newId: anyFunction.optional(),
});

/** Where the token is not read. A union of both would name no field of the token's options that is wrong. */
const bySessionSchema = schema.extend({ resultToken: z.literal("session") });

/** The options with their defaults filled in. */
export type CheckedOptions = z.infer<typeof schema> | z.infer<typeof bySessionSchema>;

/**
 * Checks the options and fills in the defaults.
 *
 * @throws {OptionsError} that names every option that is wrong and what to do, never a value
 */
export function checkOptions<Native>(options: RetentOptions<Native>): CheckedOptions {
  const parsed = (options.resultToken === "session" ? bySessionSchema : schema).safeParse(options);
  const issues = parsed.error?.issues ?? [];
  const wrongNames = new Set(issues.map(({ path }) => path[0]));
  const isUsable = (name: keyof RetentOptions) => !wrongNames.has(name);
  const faults = [...issues.flatMap(toFaults), ...findFaults(options, isUsable)];
  if (!parsed.success || faults.length > 0) throw new OptionsError(faults, "createRetent");
  return parsed.data;
}

function toFaults(issue: z.core.$ZodIssue): OptionFault[] {
  const option = issue.path.join(".");
  if (issue.code !== "unrecognized_keys") return [{ option: option || "options", message: issue.message }];
  return issue.keys.map((key) => ({
    option: option ? `${option}.${key}` : key,
    message: "unknown option; check the spelling or remove it",
  }));
}
