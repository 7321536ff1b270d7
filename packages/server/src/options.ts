import {
  type CustomerContext,
  createResultTokenVerifier,
  createRetentBaseClient,
  customerContextSchema,
  type Environment,
  environmentSchema,
  hosts,
  isLoopbackHost,
  type Metadata,
  metadataSchema,
  type ResultTokenClaimNames,
  type ResultTokenVerifier,
  type RetentBaseClient,
} from "@retent/retentbase";
import { z } from "zod";
import type { OnResult } from "./billing.ts";
import type { OnEvent } from "./events.ts";
import type { Store } from "./store.ts";

/** Who is signed in, as the host app knows it. */
export interface Customer {
  /** The merchant's stable id of the customer. */
  userId: string;
  /** For RetentBase's analytics; `plan` is also shown on the plain page. */
  context?: CustomerContext;
  /** Sent to RetentBase with the link: a flat object. */
  metadata?: Metadata;
}

export interface RetentOptions<Native = unknown> {
  /** The workspace API key. */
  apiKey: string;
  /** How result tokens are verified: with the workspace's signing secret (or several, newest first), or with a JWKS. */
  resultToken: {
    /** At least 32 bytes each. This or `jwksUrl`. */
    secret?: string | readonly string[];
    jwksUrl?: string;
    /** The workspace key, the token's `aud`. Default: not checked, with a warning. */
    audience?: string;
    /** The token's `iss`. Default: the origin of `cancelUrl`. */
    issuer?: string;
    /** Which claim holds which fact, where the workspace differs. */
    claims?: Partial<ResultTokenClaimNames>;
    /** 0 to 60. Default 60. */
    clockToleranceSeconds?: number;
    /** Default 86,400. */
    maxLifetimeSeconds?: number;
    /** In characters. Default 8,192. */
    maxLength?: number;
  };
  /** Default `sandbox`; production is asked for by name. */
  environment?: Environment;
  /** The workspace's plan. `core` sends nothing to the Advanced API: outcomes stay with the merchant. Default `advanced`. */
  plan?: "advanced" | "core";
  /** Where this handler is reached from outside, with the path that it is mounted at: `https://shop.example/api/retent`. */
  publicUrl: string;
  /** Origins whose pages may carry the button. Default: the origin of `publicUrl`. */
  siteOrigins?: readonly string[];
  /** Where the customer lands at the end. Default: the first site origin. */
  afterUrl?: string;
  /** The return URL sent to RetentBase, for a single-page app that takes the result itself. Default: `{publicUrl}/return`. */
  returnUrl?: string;
  /** Default `https://api.retentbase.com`. */
  apiUrl?: string;
  /** Default `https://cancel.retentbase.com`. Links to any other origin are refused. */
  cancelUrl?: string;
  /** Says who is signed in, from the host app's own session; null for nobody. `native` is what the adapter got, e.g. Express's request. */
  identify: (request: Request, native: Native) => Customer | null | Promise<Customer | null>;
  /** Where billing happens. Left out: the customer's decision is final. */
  onResult?: OnResult;
  onEvent?: OnEvent;
  store: Store;
  /** What a lasting 404 on PATCH leads to: a `dead` row, or the event is made first (`create`). Default `dead`. */
  unknownEvent?: "dead" | "create";
  /** Time limit for RetentBase to make a link, in milliseconds. Default 3,000. */
  linkTimeoutMs?: number;
  /** How long `onResult` may take before the customer is told "pending" and it is called again later, in milliseconds. Default 20,000. */
  billingTimeoutMs?: number;
  /** Largest request body, in bytes. Default 65,536. */
  maxBodyBytes?: number;
  outbox?: {
    /** Time limit of a PATCH, in milliseconds. Default 10,000. */
    timeoutMs?: number;
    /** The first retry comes within this, in milliseconds, and each later one within twice the time before. Default 1,000. */
    firstRetryMs?: number;
    /** No retry waits longer by itself, in milliseconds. Default 900,000 (15 minutes). */
    maxRetryMs?: number;
    /** Retry-After is believed up to this, in milliseconds. Default 3,600,000 (an hour). */
    maxRetryAfterMs?: number;
    /** After 401, 402 or 403 nothing is sent for so long, in milliseconds; then one row is tried. Default 30,000. */
    pauseMs?: number;
    /** A crashed process's rows are taken over after this, in milliseconds. Default 30,000. */
    leaseMs?: number;
    /** Tries for an event that RetentBase doesn't know. Default 5. */
    unknownEventTries?: number;
    /** Rows worked on at the same time. Default 8. */
    concurrency?: number;
    /** How often the started outbox looks for rows that are due, in milliseconds. Default 1,000. */
    pollMs?: number;
  };
  /** Default: the runtime's `fetch`. */
  fetch?: typeof fetch;
  /** The present, in milliseconds since the epoch. Default `Date.now`. */
  now?: () => number;
  /** A number from 0 up to 1, for the jitter of retries. Default `Math.random`. */
  random?: () => number;
  /** Makes event ids. Default `crypto.randomUUID`. */
  newId?: () => string;
}

const anyFunction = z.custom<(...args: never[]) => unknown>((value) => typeof value === "function", {
  error: "has to be a function",
});

const httpUrl = z.url({
  protocol: /^https?$/,
  error: "has to be an http(s) URL, e.g. https://shop.example/account",
});
const milliseconds = z.number().positive();

const optionsSchema = z.strictObject({
  apiKey: z.string({ error: "is missing: copy the workspace API key from RetentBase's dashboard" }),
  resultToken: z.strictObject(
    {
      secret: z.union([z.string(), z.array(z.string())]).optional(),
      jwksUrl: httpUrl.optional(),
      audience: z.string().min(1).optional(),
      issuer: z.string().min(1).optional(),
      claims: z.record(z.string(), z.string()).optional(),
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
  siteOrigins: z.array(httpUrl).min(1).optional(),
  afterUrl: httpUrl.optional(),
  returnUrl: httpUrl.optional(),
  apiUrl: httpUrl.default(hosts.api),
  cancelUrl: httpUrl.default(hosts.cancel),
  identify: anyFunction,
  onResult: anyFunction.optional(),
  onEvent: anyFunction.optional(),
  store: z.custom<Store>((value) => typeof value === "object" && value !== null && "claim" in value, {
    error: "is missing: give a store, e.g. createSqliteStore({ file }) of @retent/server/sqlite",
  }),
  unknownEvent: z.enum(["dead", "create"]).default("dead"),
  linkTimeoutMs: milliseconds.default(3000),
  billingTimeoutMs: milliseconds.default(20_000),
  maxBodyBytes: z.int().positive().default(65_536),
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
    "fetch" | "identify" | "siteOrigins" | "resultToken" | "apiKey"
  > {
  onResult: OnResult | undefined;
  onEvent: OnEvent;
  /** Without a slash at its end. */
  publicUrl: string;
  /** Path of `publicUrl`, without a slash at its end: empty at the root. */
  basePath: string;
  /** Exact origins whose pages may call us: the sites' and our own. */
  allowedOrigins: ReadonlySet<string>;
  afterUrl: string;
  returnUrl: string;
  client: RetentBaseClient;
  verifier: ResultTokenVerifier;
  now: () => number;
  random: () => number;
  newId: () => string;
}

/**
 * Checks the options.
 *
 * @throws {TypeError} one line that names every option that is wrong and how to mend it, never a value
 */
export function parseOptions<Native>(options: RetentOptions<Native>): Settings {
  const parsed = optionsSchema.safeParse(options);
  if (!parsed.success) throw misuse(parsed.error.issues.map(describeIssue));
  const values = parsed.data;
  misuseIfAny(checkUrls(values));

  const now = options.now ?? Date.now;
  const publicUrl = values.publicUrl.replace(/\/+$/, "");
  const siteOrigins = (values.siteOrigins ?? [publicUrl]).map(originOf);
  return {
    ...values,
    onResult: options.onResult,
    onEvent: (event) => {
      try {
        options.onEvent?.(event);
      } catch {
        // Who watches must not change what happens.
      }
    },
    publicUrl,
    basePath: new URL(publicUrl).pathname.replace(/\/$/, ""),
    allowedOrigins: new Set([...siteOrigins, originOf(publicUrl)]),
    afterUrl: values.afterUrl ?? `${siteOrigins[0]}/`,
    returnUrl: values.returnUrl ?? `${publicUrl}/return`,
    ...buildClients(options, values, now),
    now,
    random: options.random ?? Math.random,
    newId: options.newId ?? (() => crypto.randomUUID()),
  };
}

function buildClients<Native>(
  options: RetentOptions<Native>,
  values: z.infer<typeof optionsSchema>,
  now: () => number,
) {
  const runtime = { now, ...(options.fetch && { fetch: options.fetch }) };
  const { apiKey, apiUrl, cancelUrl, environment, outbox } = values;
  const client = named("", () =>
    createRetentBaseClient({ apiKey, apiUrl, timeoutMs: outbox.timeoutMs, ...runtime }),
  );
  const verifier = named("resultToken.", () =>
    createResultTokenVerifier({
      ...options.resultToken,
      issuer: options.resultToken.issuer ?? originOf(cancelUrl),
      environment,
      ...runtime,
    }),
  );
  return { client, verifier };
}

/** Repeats a part's complaint under the name that the option has here. */
function named<T>(prefix: string, build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (error instanceof TypeError) throw misuse([`${prefix}${error.message}`]);
    throw error;
  }
}

function checkUrls(values: z.infer<typeof optionsSchema>): string[] {
  const urls: [string, string | undefined][] = [
    ["publicUrl", values.publicUrl],
    ["afterUrl", values.afterUrl],
    ["returnUrl", values.returnUrl],
    ["apiUrl", values.apiUrl],
    ["cancelUrl", values.cancelUrl],
    ["resultToken.jwksUrl", values.resultToken.jwksUrl],
    ...(values.siteOrigins ?? []).map((url): [string, string] => ["siteOrigins", url]),
  ];
  return urls.flatMap(([name, value]) =>
    value === undefined ? [] : checkUrl(name, value, values.environment),
  );
}

function checkUrl(name: string, value: string, environment: Environment): string[] {
  const url = new URL(value);
  if (url.username !== "" || url.password !== "")
    return [`${name}: take the user name and password out of the URL`];
  if (name === "publicUrl" && (url.search !== "" || url.hash !== "")) {
    return [`${name}: take the part from "?" or "#" on out of the URL`];
  }
  if (url.protocol === "https:") return [];
  if (environment === "prod") return [`${name}: use https in the environment "prod"`];
  return isLoopbackHost(url.hostname) ? [] : [`${name}: use https; plain http is for this machine alone`];
}

function originOf(url: string): string {
  return new URL(url).origin;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.join(".");
  if (issue.code !== "unrecognized_keys") return `${path}: ${issue.message}`;
  const names = issue.keys.map((key) => (path ? `${path}.${key}` : key));
  return `${names.join(", ")}: there is no such option; check the spelling or take it out`;
}

function misuseIfAny(faults: string[]): void {
  if (faults.length > 0) throw misuse(faults);
}

function misuse(faults: string[]): TypeError {
  return new TypeError(`createRetent: ${faults.join("; ")}`);
}

const customerSchema = z.object({
  userId: z.string().min(1),
  context: customerContextSchema.optional(),
  metadata: metadataSchema.optional(),
});

/**
 * Checks what `identify` answered.
 *
 * @throws {TypeError} when the host app's answer is not a customer
 */
export function parseCustomer(value: unknown): Customer | null {
  if (value === null || value === undefined) return null;
  const parsed = customerSchema.safeParse(value);
  if (parsed.success) return parsed.data as Customer;
  throw new TypeError(`identify: ${parsed.error.issues.map(describeIssue).join("; ")}`);
}
