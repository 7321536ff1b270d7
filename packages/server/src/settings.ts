import {
  createResultTokenVerifier,
  createRetentBaseClient,
  defaultClaimNames,
  type Environment,
  environmentSchema,
  hosts,
  isLoopbackHost,
  type ResultTokenVerifier,
  type RetentBaseClient,
} from "@retent/retentbase";
import { z } from "zod";
import type { Billing, OnResult, WhoEnds } from "./billing.ts";
import { createConsoleLog } from "./console-log.ts";
import type { OnEvent, RetentEvent } from "./events.ts";
import { type BillingMonitor, createBillingMonitor } from "./health/billing-monitor.ts";
import { createRetentBaseMonitor, type RetentBaseMonitor } from "./health/retentbase-monitor.ts";
import { createTokenCheck, type TokenCheck } from "./health/token-check.ts";
import { createIdentityVerifier, type IdentityVerifier } from "./identity.ts";
import type { Notifier } from "./notifications/notifier.ts";
import type { RetentOptions } from "./options.ts";
import { ownTextsSchema } from "./pages/own-texts.ts";
import { createMemoryRateLimiter, type RateLimiter } from "./rate-limits.ts";
import { createSigner, type Signer } from "./signature.ts";
import type { Store } from "./store.ts";
import { getWhoEnds } from "./who-ends.ts";

const anyFunction = z.custom<(...args: never[]) => unknown>((value) => typeof value === "function", {
  error: "has to be a function",
});

const httpUrl = z.url({
  protocol: /^https?$/,
  error: "has to be an http(s) URL, e.g. https://shop.example/account",
});
/** A text that is compared: white space that was pasted with it would make every comparison fail. */
const comparedText = z
  .string()
  .min(1)
  .regex(/^[^\s\p{Cc}\p{Cf}](.*[^\s\p{Cc}\p{Cf}])?$/su, {
    error: "has white space or invisible characters at its ends: remove them",
  });
const milliseconds = z.number().positive();

/** A claim's name may be given for each fact, and for nothing else. */
const claimNames = Object.fromEntries(
  Object.keys(defaultClaimNames).map((fact) => [fact, z.string().min(1).optional()]),
);

const optionsSchema = z.strictObject({
  apiKey: z.string({ error: "is missing: copy the workspace API key from RetentBase's dashboard" }),
  resultToken: z.strictObject(
    {
      secret: z.union([z.string(), z.array(z.string())]).optional(),
      jwksUrl: httpUrl.optional(),
      audience: comparedText.optional(),
      issuer: comparedText.optional(),
      claims: z.strictObject(claimNames).optional(),
      clockToleranceSeconds: z.number().optional(),
      maxLifetimeSeconds: z.number().optional(),
      maxLength: z.number().optional(),
    },
    {
      error: (issue) =>
        issue.code === "invalid_type" ? "is missing: give { secret } or { jwksUrl }" : undefined,
    },
  ),
  environment: environmentSchema.default("sandbox"),
  plan: z.enum(["advanced", "core"]).default("advanced"),
  publicUrl: httpUrl,
  mountPath: z
    .string()
    .regex(/^\/$|^(\/[^/?#]+)+\/?$/, { error: 'has to be a path, such as "/api/retent" or "/"' })
    .optional(),
  siteOrigins: z.array(httpUrl).min(1).optional(),
  afterUrl: httpUrl.optional(),
  returnUrl: httpUrl.optional(),
  apiUrl: httpUrl.default(hosts.api),
  cancelUrl: httpUrl.default(hosts.cancel),
  identify: anyFunction.optional(),
  identity: z
    .strictObject({
      secret: z.union([z.string(), z.array(z.string())]).optional(),
      jwksUrl: httpUrl.optional(),
      issuer: comparedText.optional(),
      audience: comparedText.optional(),
      userClaim: comparedText.optional(),
      maxLifetimeSeconds: z.number().positive().optional(),
    })
    .optional(),
  onResult: anyFunction.optional(),
  billing: z
    .custom<Billing>((value) => typeof value === "object" && value !== null, {
      error: "has to be a billing, e.g. createStripeBilling({ … }) of @retent/server/stripe",
    })
    .optional(),
  settle: z.literal("manual", { error: 'must be "manual" or left out' }).optional(),
  onEvent: anyFunction.optional(),
  log: z.boolean().default(true),
  healthToken: z.string().optional(),
  isOperator: anyFunction.optional(),
  metrics: anyFunction.optional(),
  store: z.custom<Store>((value) => typeof value === "object" && value !== null && "claim" in value, {
    error: "is missing: give a store, e.g. createSqliteStore({ file }) of @retent/server/sqlite",
  }),
  notifier: z
    .custom<Notifier>((value) => typeof value === "object" && value !== null && "compose" in value, {
      error: "give a notifier, e.g. createNotifier({ url, secret }) of @retent/server/notifications",
    })
    .optional(),
  texts: ownTextsSchema.default({}),
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

/** The options, checked and completed: what the rest of the server works with. */
export interface Settings
  extends Omit<
    z.infer<typeof optionsSchema>,
    | "fetch"
    | "identify"
    | "isOperator"
    | "identity"
    | "siteOrigins"
    | "resultToken"
    | "apiKey"
    | "healthToken"
    | "metrics"
    | "settle"
    | "log"
  > {
  onResult: OnResult | undefined;
  whoEnds: WhoEnds;
  metrics: RetentOptions["metrics"];
  onEvent: OnEvent;
  /** Without a slash at its end. */
  publicUrl: string;
  /** Path of `publicUrl`, without a slash at its end: empty at the root. */
  basePath: string;
  /** Where paths count from that are given as `returnTo`. */
  siteOrigin: string;
  /** Exact origins whose pages may call us: the sites' and our own. */
  allowedOrigins: ReadonlySet<string>;
  afterUrl: string;
  returnUrl: string;
  client: RetentBaseClient;
  userLimiter: RateLimiter;
  confirmationLimiter: RateLimiter;
  portalLimiter: RateLimiter;
  addressLimiter: RateLimiter;
  guessLimiter: RateLimiter;
  /** Undefined where there is no health token. */
  isHealthToken: TokenCheck | undefined;
  /** How RetentBase answers. */
  retentBase: RetentBaseMonitor;
  /** Whether billing sends events that can be used. */
  billingEndpoint: BillingMonitor;
  verifier: ResultTokenVerifier;
  identityVerifier: IdentityVerifier | undefined;
  now: () => number;
  random: () => number;
  newId: () => string;
  signer: Signer;
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws {TypeError} one line that names every option that is wrong and how to mend it, never a value
 */
export function parseOptions<Native>(options: RetentOptions<Native>): Settings {
  const parsed = optionsSchema.safeParse(options);
  const faults = [...(parsed.error?.issues ?? []).map(describeIssue), ...findFaults(options, parsed.error)];
  if (!parsed.success || faults.length > 0) throw new TypeError(`createRetent: ${faults.join("; ")}`);
  const values = parsed.data;

  const now = options.now ?? Date.now;
  const retentBase = createRetentBaseMonitor(now, values.outbox.maxRetryMs);
  const billingEndpoint = createBillingMonitor(now);
  const onEvent = observe(options.onEvent ?? (values.log ? createConsoleLog(options) : undefined), [
    retentBase,
    billingEndpoint,
  ]);
  const runtime = { now, ...(options.fetch && { fetch: options.fetch }) };
  const { apiKey, apiUrl, cancelUrl, environment, outbox, healthToken } = values;
  const issuer = options.resultToken.issuer ?? originOf(cancelUrl);
  const publicUrl = values.publicUrl.replace(/\/+$/, "");
  const siteOrigins = (values.siteOrigins ?? [publicUrl]).map(originOf);
  const siteOrigin = siteOrigins[0] ?? originOf(publicUrl);
  return {
    ...values,
    onResult: options.onResult ?? values.billing?.onResult,
    whoEnds: getWhoEnds(options),
    metrics: options.metrics,
    onEvent,
    publicUrl,
    basePath: new URL(publicUrl).pathname.replace(/\/$/, ""),
    siteOrigin,
    allowedOrigins: new Set([...siteOrigins, originOf(publicUrl)]),
    afterUrl: values.afterUrl ?? `${siteOrigin}/`,
    returnUrl: values.returnUrl ?? `${publicUrl}/return`,
    ...createLimiters(values),
    isHealthToken: healthToken === undefined ? undefined : createTokenCheck(healthToken),
    retentBase,
    billingEndpoint,
    client: createRetentBaseClient({ apiKey, apiUrl, timeoutMs: outbox.timeoutMs, ...runtime }),
    verifier: createResultTokenVerifier({ ...options.resultToken, issuer, environment, ...runtime }),
    identityVerifier: options.identity && createIdentityVerifier(options.identity, { onEvent, ...runtime }),
    now,
    random: options.random ?? Math.random,
    newId: options.newId ?? (() => crypto.randomUUID()),
    // The one secret that every server has, and every instance of it.
    signer: createSigner(apiKey),
  };
}

/** Instances that share a store share its counts, where it keeps any. */
function createLimiters({ limits, store }: z.infer<typeof optionsSchema>) {
  const create = store.createRateLimiter ?? createMemoryRateLimiter;
  return {
    userLimiter: create({ name: "links_per_user", points: limits.linksPerUser, windowSeconds: 60 }),
    // Apart from links: a customer who has asked for too many can still leave on the plain page.
    confirmationLimiter: create({
      name: "confirmations_per_user",
      points: limits.linksPerUser,
      windowSeconds: 60,
    }),
    // Likewise: a customer whom somebody has led to the portal again and again can still leave.
    portalLimiter: create({ name: "portals_per_user", points: limits.linksPerUser, windowSeconds: 60 }),
    addressLimiter: create({ name: "posts_per_address", points: limits.postsPerAddress, windowSeconds: 60 }),
    // Of this process alone: whether the store works is what an operator may want to know.
    guessLimiter: createMemoryRateLimiter({ name: "guesses_per_address", points: 30, windowSeconds: 60 }),
  };
}

/** Observers must never affect processing. */
function observe(
  onEvent: OnEvent | undefined,
  monitors: readonly { note(event: RetentEvent): void }[],
): OnEvent {
  return (event) => {
    for (const monitor of monitors) monitor.note(event);
    try {
      // It may be asynchronous all the same.
      Promise.resolve(onEvent?.(event)).catch(() => {});
    } catch {}
  };
}

/** The secret of Supabase's local and self-hosted demos: fine on a developer's machine, and nowhere else. */
function isDemoSecret(secret: unknown): boolean {
  return secret === "super-secret-jwt-token-with-at-least-32-characters-long";
}

/** What a schema can't see: what the client and the verifier refuse, and URLs that the environment doesn't allow. */
function findFaults<Native>(options: RetentOptions<Native>, error: z.ZodError | undefined): string[] {
  const isFine = (name: string) => !error?.issues.some((issue) => issue.path[0] === name);
  const { apiKey, resultToken, identify, identity } = options;
  return [
    ...(identify || identity
      ? []
      : ["identify: is missing: say who is signed in, or give identity to believe JWTs"]),
    ...checkUrls(options, isFine),
    ...(isFine("billing") && isFine("environment") ? checkBilling(options) : []),
    ...(isFine("settle") ? checkSettle(options) : []),
    ...(typeof options.healthToken === "string"
      ? complaints("", () => createTokenCheck(options.healthToken ?? ""))
      : []),
    ...(isFine("apiKey") ? complaints("", () => createRetentBaseClient({ apiKey })) : []),
    ...(identity && options.environment === "prod" && [identity.secret ?? []].flat().some(isDemoSecret)
      ? ["identity.secret: is published in a tool's docs, so anyone has it: use your own"]
      : []),
    ...(isFine("identity") && isFine("resultToken") ? checkSharedSecret(options) : []),
    ...(identity && isFine("identity")
      ? complaints("identity.", () => createIdentityVerifier(identity, { onEvent: () => {}, now: Date.now }))
      : []),
    ...(isFine("resultToken")
      ? complaints("resultToken.", () =>
          createResultTokenVerifier({ ...resultToken, environment: "sandbox" }),
        )
      : []),
  ];
}

/** A part's complaint under the name that the option has here. */
function complaints(prefix: string, build: () => unknown): string[] {
  try {
    build();
    return [];
  } catch (error) {
    if (error instanceof TypeError) return [`${prefix}${error.message}`];
    throw error;
  }
}

/** With one secret for both, the merchant's backend could sign results, and RetentBase identities. */
function checkSharedSecret<Native>({ identity, resultToken }: RetentOptions<Native>): string[] {
  const ofResults = [resultToken.secret ?? []].flat();
  const isShared = [identity?.secret ?? []].flat().some((secret) => ofResults.includes(secret));
  return isShared
    ? [
        "identity.secret: is the same as resultToken.secret: use a secret of its own for each, so that neither can sign for the other",
      ]
    : [];
}

/** A test key in production would act on nobody, and a live one in the sandbox on real customers. */
function checkBilling<Native>({ billing, environment = "sandbox" }: RetentOptions<Native>): string[] {
  const path = billing?.webhook?.path;
  return [
    ...(billing?.environment && billing.environment !== environment
      ? [`billing: its keys are for "${billing.environment}" and environment is "${environment}"`]
      : []),
    ...(path !== undefined && !/^(\/[\w-]+){2,}$/.test(path)
      ? ["billing: webhook.path has to be a path of its own with two parts, e.g. /stripe/webhook"]
      : []),
  ];
}

/** In production nothing may look like a cancellation that ends nothing, unless that was asked for by name. */
function checkSettle<Native>({ settle, onResult, billing, environment }: RetentOptions<Native>): string[] {
  const hasBilling = Boolean(onResult ?? billing);
  if (settle === "manual" && hasBilling)
    return ['settle: is "manual" beside onResult or billing: remove it, or remove those'];
  if (settle !== undefined || hasBilling || environment !== "prod") return [];
  return [
    'settle: nothing ends a subscription: give onResult or billing, or settle: "manual" if a person or another system does it',
  ];
}

function checkUrls<Native>(options: RetentOptions<Native>, isFine: (name: string) => boolean): string[] {
  const { publicUrl, afterUrl, returnUrl, apiUrl, cancelUrl, siteOrigins, environment } = options;
  const urls = {
    publicUrl: [publicUrl],
    afterUrl: [afterUrl],
    returnUrl: [returnUrl],
    apiUrl: [apiUrl],
    cancelUrl: [cancelUrl],
    siteOrigins: siteOrigins ?? [],
    "resultToken.jwksUrl": [options.resultToken?.jwksUrl],
    "identity.jwksUrl": [options.identity?.jwksUrl],
  };
  return Object.entries(urls)
    .filter(([name]) => isFine(name.replace(".jwksUrl", "")))
    .flatMap(([name, values]) =>
      values.flatMap((value) => {
        const fault = value === undefined ? undefined : findUrlFault(name, value, environment);
        return fault === undefined ? [] : [`${name}: ${fault}`];
      }),
    );
}

function findUrlFault(name: string, value: string, environment: Environment | undefined): string | undefined {
  const url = new URL(value);
  if (url.username !== "" || url.password !== "") return "take the user name and password out of the URL";
  if (!isHostName(url.hostname))
    return "write one host name in full: there are no wildcards, and no empty parts";
  if (name === "publicUrl" && /\/\//.test(url.pathname)) return "take the doubled slash out of the path";
  if (name === "publicUrl" && (url.search !== "" || url.hash !== "")) {
    return 'take the part from "?" or "#" on out of the URL';
  }
  if (url.protocol === "https:") return undefined;
  if (environment === "prod") return 'use https in the environment "prod"';
  return isLoopbackHost(url.hostname) ? undefined : "use https; plain http is for this machine alone";
}

/** The parser lets names pass that no browser ever sends as an origin, such as one with a wildcard. */
function isHostName(name: string): boolean {
  return /^\[[\da-f:.]+\]$/.test(name) || /^([\w-]+\.)*[\w-]+\.?$/.test(name);
}

function originOf(url: string): string {
  return new URL(url).origin;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.join(".") || "options";
  if (issue.code !== "unrecognized_keys") return `${path}: ${issue.message}`;
  const names = issue.keys.map((key) => (path ? `${path}.${key}` : key));
  return `${names.join(", ")}: there is no such option; check the spelling or take it out`;
}
