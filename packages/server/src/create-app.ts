import {
  createResultTokenVerifier,
  createRetentBaseClient,
  type ResultTokenVerifier,
  type ResultTokenVerifierOptions,
} from "@retent/retentbase";
import type { App, Config, Limiters, Services } from "./app.ts";
import { getWhoEnds } from "./billing/who-ends.ts";
import { toBrandConfig } from "./brand/brand.ts";
import { createLaterDecisionCheck } from "./cancellation/later-decision.ts";
import { createConsoleLog } from "./console-log.ts";
import { createDatedId } from "./dated-id.ts";
import { withPresentNames } from "./deprecated-store.ts";
import { createBillingMonitor } from "./health/billing-monitor.ts";
import { createMailMonitor } from "./health/mail-monitor.ts";
import { createRefusalMonitor } from "./health/refusal-monitor.ts";
import { createRetentBaseMonitor } from "./health/retentbase-monitor.ts";
import { createTokenCheck } from "./health/token-check.ts";
import { toPageOrigin } from "./http/page-origin.ts";
import { createIdentityVerifier } from "./identity.ts";
import { parseMailbox } from "./mail/mailbox.ts";
import type { RetentOptions } from "./options/options.ts";
import { type CheckedOptions, checkOptions } from "./options/options-schema.ts";
import { createMemoryRateLimiter } from "./rate-limits.ts";
import type { OnEvent, RetentEvent } from "./retent-event.ts";
import { createSigner } from "./signature.ts";
import { createDailyCounter } from "./statistics/daily-counter.ts";

/**
 * Checks the options, and builds from them everything that the server works with, once.
 *
 * @throws {OptionsError}
 */
export function createApp<Native>(options: RetentOptions<Native>): App {
  const checked = checkOptions(options);
  return { config: createConfig(options, checked), services: createServices(options, checked) };
}

function createConfig<Native>(options: RetentOptions<Native>, checked: CheckedOptions): Config {
  const publicUrl = checked.publicUrl.replace(/\/+$/, "");
  const siteOrigins = (checked.siteOrigins ?? [publicUrl]).map(toOrigin);
  const siteOrigin = siteOrigins[0] ?? toOrigin(publicUrl);
  const afterUrl = checked.afterUrl ?? `${siteOrigin}/`;
  return {
    ...checked,
    brand: toBrandConfig(checked.brand, afterUrl),
    declarations: checked.declarations && {
      presets: new Set(checked.declarations.presets),
      retentionDays: checked.declarations.retentionDays,
      proofAddress: checked.declarations.proofAddress ?? toReplyAddress(checked.mail),
    },
    mountPath: checked.mountPath,
    publicUrl,
    basePath: new URL(publicUrl).pathname.replace(/\/$/, ""),
    siteOrigin,
    allowedOrigins: new Set([...siteOrigins, toOrigin(publicUrl)]),
    afterUrl,
    returnUrl: checked.returnUrl ?? `${publicUrl}/return`,
    expectedClaims: toExpectedClaims(options.resultToken, toOrigin(checked.cancelUrl)),
    whoEnds: getWhoEnds(options),
  };
}

function createServices<Native>(options: RetentOptions<Native>, checked: CheckedOptions): Services {
  const {
    apiKey,
    auth,
    apiUrl,
    cancelUrl,
    environment,
    outbox,
    healthToken,
    store,
    billing,
    notifier,
    mail,
  } = checked;
  const now = options.now ?? Date.now;
  const upstreamHealth = createRetentBaseMonitor(now, outbox.maxRetryMs);
  const billingEndpoint = createBillingMonitor(now);
  const mailHealth = createMailMonitor();
  const refusals = createRefusalMonitor(now);
  const presentStore = withPresentNames(store);
  const dailyCounter = createDailyCounter(presentStore, environment, now);
  const log = checked.log ? createConsoleLog(options) : undefined;
  const onEvent = observe(options.onEvent ?? log, [
    upstreamHealth,
    billingEndpoint,
    mailHealth,
    refusals,
    dailyCounter,
  ]);
  const runtime = { now, ...(options.fetch && { fetch: options.fetch }) };
  const { resultToken, identity } = options;
  billing?.connect?.({
    find: async (by) => (await presentStore.findBillingLinks?.({ environment, ...by })) ?? [],
    hasLaterDecision: createLaterDecisionCheck(presentStore, environment),
  });
  return {
    store: presentStore,
    client: createRetentBaseClient({
      apiKey,
      apiUrl,
      ...(auth && { auth }),
      timeoutMs: outbox.timeoutMs,
      ...runtime,
    }),
    verifier: createVerifier(resultToken, toOrigin(cancelUrl), { environment, ...runtime }),
    identityVerifier: identity && createIdentityVerifier(identity, { onEvent, ...runtime }),
    // The one secret that every server has, and every instance of it.
    signer: createSigner(apiKey),
    billing,
    findCustomer: options.declarations?.findCustomer,
    onResult: options.onResult ?? billing?.onResult,
    notifier,
    mailer: mail,
    metrics: options.metrics,
    checks: options.checks,
    isHealthToken: healthToken === undefined ? undefined : createTokenCheck(healthToken),
    limiters: createLimiters(checked),
    upstreamHealth,
    billingEndpoint,
    mailHealth,
    refusals,
    onEvent,
    now,
    random: options.random ?? Math.random,
    newId: options.newId ?? (() => createDatedId(now())),
  };
}

/** Where answers to our mails go. */
function toReplyAddress(mail: CheckedOptions["mail"]): string | undefined {
  return parseMailbox(mail?.replyTo ?? mail?.from)?.address;
}

/** A token that the merchant checks need not name an issuer. */
function toExpectedClaims(
  resultToken: RetentOptions["resultToken"],
  cancelHost: string,
): Config["expectedClaims"] {
  if (resultToken === "session") return { issuer: undefined, audience: undefined };
  const { issuer, audience, verify } = resultToken;
  return { issuer: issuer ?? (verify ? undefined : cancelHost), audience };
}

/** Undefined where the token is not read. */
function createVerifier(
  resultToken: RetentOptions["resultToken"],
  cancelHost: string,
  runtime: Pick<ResultTokenVerifierOptions, "environment" | "now" | "fetch">,
): ResultTokenVerifier | undefined {
  if (resultToken === "session") return undefined;
  const { issuer } = toExpectedClaims(resultToken, cancelHost);
  return createResultTokenVerifier({ ...resultToken, ...(issuer !== undefined && { issuer }), ...runtime });
}

/** Instances that share a store share its counts, if it keeps any. */
function createLimiters({ limits, store }: CheckedOptions): Limiters {
  const create = store.createRateLimiter ?? createMemoryRateLimiter;
  const perUser = { points: limits.linksPerUser, windowSeconds: 60 };
  return {
    links: create({ name: "links_per_user", ...perUser }),
    confirmations: create({ name: "confirmations_per_user", ...perUser }),
    keeps: create({ name: "keeps_per_user", ...perUser }),
    declarations: create({ name: "declarations_per_address", points: 300, windowSeconds: 3600 }),
    declared: create({ name: "declarations_per_email", points: 5, windowSeconds: 600 }),
    declaredDaily: create({ name: "declarations_per_email_daily", points: 20, windowSeconds: 86_400 }),
    portals: create({ name: "portals_per_user", ...perUser }),
    addresses: create({ name: "posts_per_address", points: limits.postsPerAddress, windowSeconds: 60 }),
    // As long as a signature counts, in both directions, and some more.
    settlements: create({ name: "settlements_by_message", points: 1, windowSeconds: 900 }),
    // Of this process alone: whether the store works is what an operator may want to know.
    guesses: createMemoryRateLimiter({ name: "guesses_per_address", points: 30, windowSeconds: 60 }),
    panels: createMemoryRateLimiter({ name: "panels_per_user", points: 30, windowSeconds: 60 }),
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
      // It may be asynchronous, although its type says otherwise.
      Promise.resolve(onEvent?.(event)).catch(() => {});
    } catch {}
  };
}

function toOrigin(url: string): string {
  return toPageOrigin(new URL(url));
}
