import type { Environment, ResultTokenVerifier, RetentBaseClient } from "@retent/retentbase";
import type { Billing, OnResult, WhoEnds } from "./billing/billing.ts";
import type { BrandConfig } from "./brand/brand.ts";
import type { Finding } from "./checks/finding.ts";
import type { FindCustomer } from "./declarations/find-customer.ts";
import type { BillingMonitor } from "./health/billing-monitor.ts";
import type { MailMonitor } from "./health/mail-monitor.ts";
import type { RefusalMonitor } from "./health/refusal-monitor.ts";
import type { RetentBaseMonitor } from "./health/retentbase-monitor.ts";
import type { TokenCheck } from "./health/token-check.ts";
import type { IdentityVerifier } from "./identity.ts";
import type { Preset } from "./law-preset.ts";
import type { Mailer } from "./mail/mailer.ts";
import type { Notifier } from "./notifications/notifier.ts";
import type { OutboxConfig } from "./outbox/outbox.ts";
import type { OwnTexts } from "./pages/own-texts.ts";
import type { RateLimiter } from "./rate-limits.ts";
import type { OnEvent } from "./retent-event.ts";
import type { Signer } from "./signature.ts";
import type { Store } from "./store.ts";

/** What the server works with. `create-retent.ts` builds it, once. */
export interface App {
  readonly config: Config;
  readonly services: Services;
}

/** Plain values, checked and completed. */
export interface Config {
  environment: Environment;
  plan: "advanced" | "core";
  /** Without a slash at its end. */
  publicUrl: string;
  /** Path of `publicUrl`, without a slash at its end: empty at the root. */
  basePath: string;
  mountPath: string | undefined;
  /** Where paths count from that are given as `returnTo`. */
  siteOrigin: string;
  /** Exact origins whose pages may call us: the sites' and our own. */
  allowedOrigins: ReadonlySet<string>;
  afterUrl: string;
  returnUrl: string;
  /** Where RetentBase's API is. */
  apiUrl: string;
  cancelUrl: string;
  /** What a result token has to say of itself; undefined is not checked. */
  expectedClaims: { issuer: string | undefined; audience: string | undefined };
  whoEnds: WhoEnds;
  texts: OwnTexts;
  brand: BrandConfig;
  /** Undefined if the pages that laws prescribe are not offered. */
  declarations: DeclarationConfig | undefined;
  unknownEvent: "dead" | "create";
  linkTimeoutMs: number;
  billingTimeoutMs: number;
  identifyTimeoutMs: number;
  contextTimeoutMs: number;
  healthTimeoutMs: number;
  bodyTimeoutMs: number;
  maxBodyBytes: number;
  maxEventBytes: number;
  trustProxy: number;
  retentionDays: number;
  outbox: OutboxConfig & DeliveryConfig;
}

/** The pages that laws prescribe, for customers who need not be signed in. */
export interface DeclarationConfig {
  presets: ReadonlySet<Preset>;
  /** How long declarations are kept, in days. */
  retentionDays: number;
  /** Where customers can send proof of a reason, beside the company's address; undefined if there is none. */
  proofAddress: string | undefined;
}

/** How rows are sent to RetentBase, and notifications to their receiver. */
export interface DeliveryConfig {
  /** Time limit of a call, in milliseconds. */
  timeoutMs: number;
  /** How long nothing is sent after RetentBase has refused the workspace or its key, in milliseconds. */
  pauseMs: number;
  /** Attempts for an event that RetentBase doesn't know. */
  unknownEventTries: number;
}

/** What does something. */
export interface Services {
  store: Store;
  /** RetentBase's API. */
  client: RetentBaseClient;
  /** Checks result tokens; undefined if RetentBase's diagnostics alone say how customers decided. */
  verifier: ResultTokenVerifier | undefined;
  identityVerifier: IdentityVerifier | undefined;
  signer: Signer;
  billing: Billing | undefined;
  /** Finds whose contract a declaration is about; undefined if the operator does. */
  findCustomer: FindCustomer | undefined;
  onResult: OnResult | undefined;
  notifier: Notifier | undefined;
  /** Sends mails to customers; undefined if they get none. */
  mailer: Mailer | undefined;
  metrics: (() => string | Promise<string>) | undefined;
  /** The host's own checks of the set-up; undefined for those of `runChecks`. */
  checks: (() => Promise<readonly Finding[]>) | undefined;
  /** Undefined if there is no health token. */
  isHealthToken: TokenCheck | undefined;
  limiters: Limiters;
  /** How RetentBase answers. */
  upstreamHealth: RetentBaseMonitor;
  /** Whether billing sends events that can be used. */
  billingEndpoint: BillingMonitor;
  /** Whether the mail host can be used. */
  mailHealth: MailMonitor;
  /** Why customers could not start lately. */
  refusals: RefusalMonitor;
  onEvent: OnEvent;
  /** Milliseconds since the epoch. */
  now: () => number;
  random: () => number;
  newId: () => string;
}

/** Each counts apart: a customer who has asked for too many links can still leave on the plain page. */
export interface Limiters {
  links: RateLimiter;
  confirmations: RateLimiter;
  keeps: RateLimiter;
  /** Declarations by address, and by the e-mail address that is given. */
  declarations: RateLimiter;
  declared: RateLimiter;
  declaredDaily: RateLimiter;
  portals: RateLimiter;
  addresses: RateLimiter;
  guesses: RateLimiter;
  /** Of the sandbox panel, and of test cancellations. */
  panels: RateLimiter;
  /** Knows which messages that settle came before. */
  settlements: RateLimiter;
}
