import type { Environment, ResultTokenClaimNames, ResultTokenVerifierOptions } from "@retent/retentbase";
import type { Billing, OnResult } from "../billing/billing.ts";
import type { Brand } from "../brand/brand.ts";
import type { Finding } from "../checks/finding.ts";
import type { Customer } from "../customer.ts";
import type { FindCustomer } from "../declarations/find-customer.ts";
import type { IdentityOptions } from "../identity.ts";
import type { Preset } from "../law-preset.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Notifier } from "../notifications/notifier.ts";
import type { OwnTexts } from "../pages/own-texts.ts";
import type { OnEvent } from "../retent-event.ts";
import type { Store } from "../store.ts";

/** How result tokens are verified: by one of `secret`, `jwksUrl` and `verify`. */
export interface ResultTokenOptions {
  /**
   * The workspace's signing secret, or several, newest first; at least 32 bytes each. `hex:` or `base64:` in
   * front of one says how its bytes are written.
   */
  secret?: string | readonly string[];
  /** Takes a shorter secret, if RetentBase issued it so: a warning at each start. Default false. */
  allowShortSecret?: boolean;
  /** URL of the public keys, if tokens are signed with a private one. */
  jwksUrl?: string;
  /**
   * A check of your own, e.g. with a helper that RetentBase's dashboard names. Returns the token's claims, null
   * for a token to refuse, and throws if it can't check right now: the customer's page then tries again. To whom
   * the result belongs, its environment, its lifetime if it has one, and that it counts once are still checked
   * here.
   */
  verify?: ResultTokenVerifierOptions["verify"];
  /** The workspace key, the token's `aud`. Default: not checked, with a warning. */
  audience?: string | undefined;
  /** The token's `iss`. Default: the origin of `cancelUrl`; with `verify` not checked. */
  issuer?: string;
  /** Which claim holds which fact, where the workspace differs. */
  claims?: Partial<ResultTokenClaimNames>;
  /** 0 to 60. Default 60. */
  clockToleranceSeconds?: number;
  /** Default 86,400. */
  maxLifetimeSeconds?: number;
  /** In characters. Default 8,192. */
  maxLength?: number;
}

/** The pages that laws prescribe. */
export interface DeclarationOptions {
  /** `de`: BGB § 312k. `fr`: Code de la consommation, L. 215-1-1. `eu-withdrawal`: Directive 2011/83/EU, art. 11a. */
  presets: readonly Preset[];
  /**
   * Finds whose contract a declaration is about, such as by the e-mail address. Default: the operator does, on the
   * operator's page.
   */
  findCustomer?: FindCustomer;
  /**
   * Where customers can send proof of why they end a contract early, such as an e-mail address. Default: where answers to
   * `mail` go.
   */
  proofAddress?: string;
  /** How long declarations are kept, in days. Default 1,096 (three years, the usual period of limitation). */
  retentionDays?: number;
}

export interface RetentOptions<Native = unknown> {
  /** The workspace API key. */
  apiKey: string;
  /** The header that carries the key: `Authorization: Bearer …` or `x-api-key: …`. Default `bearer`. */
  auth?: "bearer" | "x-api-key";
  /**
   * How the customer's decision is known: by the result token that the customer brings back, or by RetentBase's
   * diagnostics of the session alone (`session`, Advanced plan): then the token is not read, and no secret is
   * needed.
   */
  resultToken: ResultTokenOptions | "session";
  /** Default `sandbox`; production is asked for by name. */
  environment?: Environment;
  /**
   * The workspace's plan. `core` sends nothing to the Advanced API: outcomes stay with the merchant. Default
   * `advanced`.
   */
  plan?: "advanced" | "core";
  /**
   * Where this handler is reached from outside, with the path that it is mounted at:
   * `https://shop.example/api/retent`.
   */
  publicUrl: string;
  /**
   * The path under which the handler sees its requests, `/` for the root, if the host takes all of the public
   * path away or puts another one in its place. Default: the path of `publicUrl`, or any end of it, since
   * hosts such as Next.js with a `basePath` take its beginning away.
   */
  mountPath?: string;
  /**
   * Origins whose pages may carry the button, those of an app too: `capacitor://localhost`, `ionic://…`,
   * `tauri://…`, or a scheme like `com.shop.app://…`. Default: the origin of `publicUrl`.
   */
  siteOrigins?: readonly string[];
  /** Where the customer lands at the end. Default: the first site origin. */
  afterUrl?: string;
  /**
   * The return URL sent to RetentBase, for a single-page app that takes the result itself. It must not have a
   * fragment, since RetentBase puts the result there. Default: `{publicUrl}/return`.
   */
  returnUrl?: string;
  /** Default `https://api.retentbase.com`. */
  apiUrl?: string;
  /** Default `https://cancel.retentbase.com`. Links to any other origin are refused. */
  cancelUrl?: string;
  /**
   * Returns who is signed in, from the host app's own session; null if no customer is. `native` is what the
   * adapter got, e.g. Express's request.
   */
  identify?: (request: Request, native: Native) => Customer | null | Promise<Customer | null>;
  /** Believes identity JWTs, in the field `identity` or as a bearer. This or `identify`, or both. */
  identity?: IdentityOptions;
  /**
   * Where billing happens. Left out: `billing` acts by its own configuration; without that either, see
   * `settle`.
   */
  onResult?: OnResult;
  /**
   * A billing system whose events decide how cancellations end, e.g. `createStripeBilling({ … })` of
   * `@retent/server/stripe`.
   */
  billing?: Billing;
  /**
   * `manual`: a person or another system ends subscriptions, and receives each cancellation by notification
   * or on the operator's page. RetentBase is sent the customer's decision, and the customer reads "We have
   * received your cancellation". Required in `prod` if neither `onResult` nor `billing` is given; in the
   * sandbox it is the default, with a warning.
   */
  settle?: "manual";
  /**
   * Receives everything that happens. Default: what needs attention is written to the console, one line each;
   * of what your functions throw, `prod` shows the name and code alone.
   */
  onEvent?: OnEvent;
  /** `false` keeps the console quiet if there is no `onEvent`. Default `true`. */
  log?: boolean;
  /**
   * Opens the deep health check, the metrics and the operator's page: at least 16 random characters. Default:
   * they are off.
   */
  healthToken?: string | undefined;
  /**
   * Says from the host app's own session whether the operator asks, who may see `{base}/admin` without the
   * health token.
   */
  isOperator?: (request: Request, native: Native) => boolean | Promise<boolean>;
  /**
   * The figures of `GET {base}/metrics`, as text in Prometheus' format; `onEvent` says what to count.
   * Default: no such route.
   */
  metrics?: () => string | Promise<string>;
  /**
   * The checks of `{base}/admin/setup`, in place of those of the store, of RetentBase and of billing's key. The
   * `retent` command has those of `doctor` here.
   */
  checks?: () => Promise<readonly Finding[]>;
  /** Sends notifications: `createNotifier` of `@retent/server/notifications`. Default: none are sent. */
  notifier?: Notifier;
  /**
   * Sends receipts to customers whose `email` is known: `createMailer` of `@retent/server/mail`, or an object of your
   * own. Default: none are sent.
   */
  mail?: Mailer;
  store: Store;
  /**
   * Texts of our pages in words of your own, by language: `{ de: { confirm: "Mitgliedschaft beenden" } }`.
   * What a preset's law prescribes stays.
   */
  texts?: OwnTexts;
  /** The company that the pages speak for. Default: the host name of `afterUrl`. */
  brand?: Brand;
  /**
   * Pages on which customers end a contract without signing in, as laws ask for it, at `{base}/cancel?preset=de`. Needs
   * `mail`, which confirms what was declared. Default: the plain page, for customers who are signed in.
   */
  declarations?: DeclarationOptions;
  /**
   * What a lasting 404 on PATCH leads to: a `dead` row, or the event is made first (`create`). Default
   * `dead`.
   */
  unknownEvent?: "dead" | "create";
  /** Time limit for RetentBase to make a link, in milliseconds. Default 3,000. */
  linkTimeoutMs?: number;
  /**
   * How long `onResult` may take before the customer is told "pending" and it is called again later, in
   * milliseconds. Default 20,000.
   */
  billingTimeoutMs?: number;
  /** How long `identify` may take before the request fails, in milliseconds. Default 10,000. */
  identifyTimeoutMs?: number;
  /**
   * How long `billing.context` and `billing.subscriptions` may each take before a link is made without, in
   * milliseconds. Default 1,000.
   */
  contextTimeoutMs?: number;
  /** How long the deep health check waits for the store, in milliseconds. Default 2,000. */
  healthTimeoutMs?: number;
  limits?: {
    /**
     * Cancel links for one customer, a minute, as many new cancellations on the plain page, as many ways to
     * billing's portal, and as many that are taken back, each counted apart. Default 10.
     */
    linksPerUser?: number;
    /** Posts from one address, a minute. Default 600. */
    postsPerAddress?: number;
  };
  /**
   * How many proxies in front may be believed about the client's address, by X-Forwarded-For. Under Express
   * its setting `trust proxy` goes before this. Default 0.
   */
  trustProxy?: number;
  /**
   * How long cancellations are kept after their last change, once nothing is left to do for them, in days.
   * Default 90.
   */
  retentionDays?: number;
  /** Largest request body, in bytes. Default 65,536. */
  maxBodyBytes?: number;
  /** Largest message of `billing`, in bytes. Stripe's stay far below the default, 262,144 (256 KiB). */
  maxEventBytes?: number;
  /** How long a request's body may take to arrive, in milliseconds. Default 30,000. */
  bodyTimeoutMs?: number;
  outbox?: {
    /** Time limit of a PATCH, in milliseconds. Default 10,000. */
    timeoutMs?: number;
    /**
     * The first retry comes within this, in milliseconds, and each later one within twice the time before.
     * Default 1,000.
     */
    firstRetryMs?: number;
    /** No retry waits longer unless it is asked to, in milliseconds. Default 900,000 (15 minutes). */
    maxRetryMs?: number;
    /** Retry-After is believed up to this, in milliseconds. Default 3,600,000 (an hour). */
    maxRetryAfterMs?: number;
    /**
     * After 401, 402 or 403 nothing is sent for so long, in milliseconds; then one row is tried. Default
     * 30,000.
     */
    pauseMs?: number;
    /**
     * A crashed process's rows are taken over after this, in milliseconds, or once a call can't be under way any
     * more: three times `timeoutMs` and 5 seconds for what RetentBase is sent. Default 30,000.
     */
    leaseMs?: number;
    /** Tries for an event that RetentBase doesn't know. Default 5. */
    unknownEventTries?: number;
    /** Rows worked on at the same time. Default 8. */
    concurrency?: number;
    /** How often the started outbox looks for rows that are due, in milliseconds. Default 1,000. */
    pollMs?: number;
  };
  /**
   * Calls RetentBase and fetches its keys. Default: the runtime's `fetch`; for calls under Node.js its own HTTP
   * client.
   */
  fetch?: typeof fetch;
  /** The present, in milliseconds since the epoch. Default `Date.now`. */
  now?: () => number;
  /** A number from 0 up to 1, for the jitter of retries. Default `Math.random`. */
  random?: () => number;
  /**
   * Makes event ids: up to 128 letters, digits and `_ . : ~ -`, never the same twice. Default:
   * UUIDs of version 8, which begin with the time.
   */
  newId?: () => string;
}
