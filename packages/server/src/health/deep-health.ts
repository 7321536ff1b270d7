import type { App } from "../app.ts";
import { dayMs } from "../day-ms.ts";
import { countedLanes, type OutboxCounts, type OutboxLane } from "../outbox/row.ts";
import { isStoreError, type StoreErrorCode } from "../store.ts";
import { withTimeLimit } from "../time-limit.ts";
import { isClockOff } from "./clock-skew.ts";
import type { RetentBaseFault } from "./retentbase-monitor.ts";

type CheckStatus = "ok" | "degraded" | "off";

interface QueueHealth {
  status: CheckStatus;
  /** Null where the store does not say. */
  pending: number | null;
  /** Null where the store does not say. */
  dead: number | null;
  /**
   * How long the oldest pending row waits, in seconds, however often it was tried; null where the store does
   * not say.
   */
  oldestSeconds: number | null;
}

interface DeclarationHealth {
  /** `degraded` if one is open for more than a day. */
  status: CheckStatus;
  /** How many wait for their customer or for the operator; null where the store does not say. */
  open: number | null;
  /** How long the oldest of them waits, in seconds; null where the store does not say. */
  oldestSeconds: number | null;
}

/** What a monitor reads: everything that does not recover soon needs the operator. */
export interface DeepHealth {
  /** `degraded` where any of the checks is. */
  status: "ok" | "degraded";
  checks: {
    store: { status: CheckStatus; code?: StoreErrorCode | "timeout" };
    /**
     * `clockSkewSeconds`: how far RetentBase's clock is ahead of this machine's, by its latest response; left
     * out if that is unknown.
     */
    retentbase: { status: CheckStatus; faults: RetentBaseFault[]; clockSkewSeconds?: number };
    outbox: QueueHealth & { paused: boolean };
    /** `fault`: what is wrong with the endpoint that billing's events come to, e.g. `thin_events`. */
    stripe: { status: CheckStatus; fault?: string };
    notifications: { status: "off" } | QueueHealth;
    /** Mails to customers. `fault`: `login_refused` while the mail host does not accept the login. */
    mail: { status: "off" } | (QueueHealth & { fault?: string });
    declarations: { status: "off" } | DeclarationHealth;
  };
}

/** Notifications and mails have checks of their own. */
const outboxLanes = countedLanes.filter((lane) => lane !== "notifications" && lane !== "mail");

/**
 * Looks at everything that the server needs, within the time limit of the health check. Never rejects.
 *
 * @param paused whether nothing is sent to RetentBase for now
 */
export async function checkDeeply(app: App, paused: boolean): Promise<DeepHealth> {
  const { client, notifier, mailer, mailHealth, upstreamHealth } = app.services;
  const [store, work, notices, mails, declarations, billing] = await Promise.all([
    checkStore(app),
    countRows(app, outboxLanes),
    notifier && countRows(app, ["notifications"]),
    mailer && countRows(app, ["mail"]),
    checkDeclarations(app),
    checkBilling(app),
  ]);
  const faults = upstreamHealth.faults();
  const clockSkewSeconds = client.clockSkewSeconds();
  const outbox = queueHealth(app, work);
  const checks: DeepHealth["checks"] = {
    store,
    retentbase: {
      status: faults.length > 0 || isClockOff(clockSkewSeconds) ? "degraded" : "ok",
      faults,
      ...(clockSkewSeconds !== undefined && { clockSkewSeconds }),
    },
    outbox: { ...outbox, paused, ...(paused && { status: "degraded" }) },
    stripe: billing,
    notifications: notices === undefined ? { status: "off" } : queueHealth(app, notices),
    mail: mails === undefined ? { status: "off" } : addFault(queueHealth(app, mails), mailHealth.fault()),
    declarations,
  };
  const isDegraded = Object.values(checks).some(({ status }) => status === "degraded");
  return { status: isDegraded ? "degraded" : "ok", checks };
}

async function checkStore({
  config: { healthTimeoutMs },
  services: { store },
}: App): Promise<DeepHealth["checks"]["store"]> {
  try {
    await withTimeLimit(store.check(), healthTimeoutMs, "store");
    return { status: "ok" };
  } catch (error) {
    return { status: "degraded", code: isStoreError(error) ? error.code : "timeout" };
  }
}

/** The name is that of the billing that most have. */
async function checkBilling({
  config: { healthTimeoutMs },
  services: { billing, billingEndpoint },
}: App): Promise<DeepHealth["checks"]["stripe"]> {
  const fault = billingEndpoint.fault();
  if (fault !== undefined) return { status: "degraded", fault };
  if (!billing?.check) return { status: "off" };
  try {
    await withTimeLimit(billing.check(), healthTimeoutMs, "billing");
    return { status: "ok" };
  } catch {
    return { status: "degraded" };
  }
}

/** No declaration is ever forgotten: the customer counts on it from its receipt. */
async function checkDeclarations({
  config: { declarations, environment, healthTimeoutMs },
  services: { store, now },
}: App): Promise<DeepHealth["checks"]["declarations"]> {
  if (!declarations || !store.countOpenDeclarations) return { status: "off" };
  try {
    const { open, oldestAtMs } = await withTimeLimit(
      store.countOpenDeclarations(environment),
      healthTimeoutMs,
      "store",
    );
    const waitedMs = oldestAtMs === null ? 0 : Math.max(0, now() - oldestAtMs);
    const status = waitedMs > dayMs ? "degraded" : "ok";
    return { status, open, oldestSeconds: Math.floor(waitedMs / 1000) };
  } catch {
    return { status: "degraded", open: null, oldestSeconds: null };
  }
}

async function countRows(
  { config: { healthTimeoutMs }, services: { store } }: App,
  lanes: readonly OutboxLane[],
): Promise<OutboxCounts | null> {
  try {
    return await withTimeLimit(store.count(lanes), healthTimeoutMs, "store");
  } catch {
    return null;
  }
}

function addFault(queue: QueueHealth, fault: string | undefined): QueueHealth & { fault?: string } {
  return fault === undefined ? queue : { ...queue, status: "degraded", fault };
}

/** What waits longer than the longest wait between two tries has failed again and again. */
function queueHealth(
  { config: { outbox }, services: { now } }: App,
  counts: OutboxCounts | null,
): QueueHealth {
  if (!counts) return { status: "degraded", pending: null, dead: null, oldestSeconds: null };
  const { queued, dead, waitingSince } = counts;
  const waitedMs = waitingSince === null ? 0 : Math.max(0, now() - waitingSince);
  const isFine = dead === 0 && waitedMs <= outbox.maxRetryMs;
  return {
    status: isFine ? "ok" : "degraded",
    pending: queued,
    dead,
    oldestSeconds: Math.floor(waitedMs / 1000),
  };
}
