import { createResultTokenVerifier, createRetentBaseClient } from "@retent/retentbase";
import type { App, Config, Limiters, Services } from "./app.ts";
import { toCancelResult } from "./cancellation/cancellation.ts";
import { createLanes } from "./cancellation/lanes/lanes.ts";
import { prune } from "./cancellation/prune.ts";
import { recordCancellation } from "./cancellation/record.ts";
import { settleCancellation } from "./cancellation/settle.ts";
import { createConsoleLog } from "./console-log.ts";
import type { OnEvent, RetentEvent } from "./events.ts";
import { createBillingMonitor } from "./health/billing-monitor.ts";
import { createRetentBaseMonitor } from "./health/retentbase-monitor.ts";
import { createTokenCheck } from "./health/token-check.ts";
import { createHandler } from "./http/handler.ts";
import { createIdentityVerifier } from "./identity.ts";
import type { RetentOptions } from "./options.ts";
import { type CheckedOptions, checkOptions } from "./options-schema.ts";
import { findOptionWarnings } from "./options-warnings.ts";
import { createOutbox } from "./outbox/outbox.ts";
import { createMemoryRateLimiter } from "./rate-limits.ts";
import type { Retent } from "./retent.ts";
import { createSigner } from "./signature.ts";
import { getWhoEnds } from "./who-ends.ts";

/**
 * Builds the server: a handler for requests and an outbox. Mount it with an adapter, e.g. `toExpress`, and
 * call `start`.
 *
 * @throws {OptionsError} that names every option that is wrong and how to fix it
 *
 * @example
 * import { createRetent } from "@retent/server";
 * import { createSqliteStore } from "@retent/server/sqlite";
 *
 * const retent = createRetent({
 *   apiKey: process.env.RETENTBASE_API_KEY ?? "",
 *   resultToken: { secret: process.env.RETENTBASE_SIGNING_SECRET ?? "" },
 *   publicUrl: "https://shop.example/api/retent",
 *   identify: () => ({ userId: "user_1" }),
 *   onResult: ({ outcome }) => ({ outcome }),
 *   store: createSqliteStore({ file: "retent.db" }),
 * });
 * retent.start();
 */
export function createRetent<Native = unknown>(options: RetentOptions<Native>): Retent<Native> {
  const checked = checkOptions(options);
  const config = createConfig(options, checked);
  const services = createServices(options, checked);
  const app: App = { config, services };
  const lanes = createLanes(app);
  const { onEvent } = services;
  const outbox = createOutbox({ lanes: lanes.all, prune: (isStopping) => prune(app, isStopping), onEvent });
  const handle = createHandler(app, lanes);
  const { publicUrl, whoEnds, afterUrl } = config;
  const { isOperator } = options;
  for (const message of findOptionWarnings(options)) onEvent({ type: "settings_warning", message });

  return {
    publicUrl,
    whoEnds,
    fetch: (request, native, peer) =>
      handle(
        request,
        {
          identify: async () => options.identify?.(request, native) ?? null,
          // Only `true` grants access.
          isOperator: isOperator && (async () => (await isOperator(request, native)) === true),
        },
        peer,
      ),
    start: outbox.start,
    stop: outbox.stop,
    drainOnce: outbox.drainOnce,
    async record(recorded) {
      const cancellation = await recordCancellation(app, recorded);
      lanes.wake();
      return { ...toCancelResult(cancellation, afterUrl), eventId: cancellation.eventId };
    },
    async settle(eventId, answer, { revision } = {}) {
      const { cancellation, isNew } = await settleCancellation(app, eventId, answer, revision);
      if (isNew) lanes.wake();
      return toCancelResult(cancellation, afterUrl);
    },
  };
}

function createConfig<Native>(options: RetentOptions<Native>, checked: CheckedOptions): Config {
  const publicUrl = checked.publicUrl.replace(/\/+$/, "");
  const siteOrigins = (checked.siteOrigins ?? [publicUrl]).map(toOrigin);
  const siteOrigin = siteOrigins[0] ?? toOrigin(publicUrl);
  return {
    ...checked,
    mountPath: checked.mountPath,
    publicUrl,
    basePath: new URL(publicUrl).pathname.replace(/\/$/, ""),
    siteOrigin,
    allowedOrigins: new Set([...siteOrigins, toOrigin(publicUrl)]),
    afterUrl: checked.afterUrl ?? `${siteOrigin}/`,
    returnUrl: checked.returnUrl ?? `${publicUrl}/return`,
    whoEnds: getWhoEnds(options),
  };
}

function createServices<Native>(options: RetentOptions<Native>, checked: CheckedOptions): Services {
  const { apiKey, apiUrl, cancelUrl, environment, outbox, healthToken, store, billing, notifier } = checked;
  const now = options.now ?? Date.now;
  const upstreamHealth = createRetentBaseMonitor(now, outbox.maxRetryMs);
  const billingEndpoint = createBillingMonitor(now);
  const log = checked.log ? createConsoleLog(options) : undefined;
  const onEvent = observe(options.onEvent ?? log, [upstreamHealth, billingEndpoint]);
  const runtime = { now, ...(options.fetch && { fetch: options.fetch }) };
  const { resultToken, identity } = options;
  const issuer = resultToken.issuer ?? toOrigin(cancelUrl);
  return {
    store,
    client: createRetentBaseClient({ apiKey, apiUrl, timeoutMs: outbox.timeoutMs, ...runtime }),
    verifier: createResultTokenVerifier({ ...resultToken, issuer, environment, ...runtime }),
    identityVerifier: identity && createIdentityVerifier(identity, { onEvent, ...runtime }),
    // The one secret that every server has, and every instance of it.
    signer: createSigner(apiKey),
    billing,
    onResult: options.onResult ?? billing?.onResult,
    notifier,
    metrics: options.metrics,
    isHealthToken: healthToken === undefined ? undefined : createTokenCheck(healthToken),
    limiters: createLimiters(checked),
    upstreamHealth,
    billingEndpoint,
    onEvent,
    now,
    random: options.random ?? Math.random,
    newId: options.newId ?? (() => crypto.randomUUID()),
  };
}

/** Instances that share a store share its counts, if it keeps any. */
function createLimiters({ limits, store }: CheckedOptions): Limiters {
  const create = store.createRateLimiter ?? createMemoryRateLimiter;
  const perUser = { points: limits.linksPerUser, windowSeconds: 60 };
  return {
    links: create({ name: "links_per_user", ...perUser }),
    confirmations: create({ name: "confirmations_per_user", ...perUser }),
    portals: create({ name: "portals_per_user", ...perUser }),
    addresses: create({ name: "posts_per_address", points: limits.postsPerAddress, windowSeconds: 60 }),
    // Of this process alone: whether the store works is what an operator may want to know.
    guesses: createMemoryRateLimiter({ name: "guesses_per_address", points: 30, windowSeconds: 60 }),
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
  return new URL(url).origin;
}
