import { laneByKind } from "./outbox/row.ts";
import type { Store } from "./store.ts";

// Stores that were written for the names of an earlier version keep working for one version. The next one
// removes this file.

/** Present names of methods, and their old ones. */
const oldNames = {
  isUnderWay: "isHeld",
  listByEvent: "listOfEvent",
  requeue: "revive",
  markDead: "bury",
} as const satisfies { [Name in keyof Store]?: string };

type Fields = Record<string, unknown>;
type Methods = Record<PropertyKey, ((...args: unknown[]) => unknown) | undefined>;

/** What to rename in a store that has methods by their old names alone; undefined if it has none. */
export function describeOldNames(store: Store): string | undefined {
  const found = Object.entries(oldNames).filter(([name, old]) => !(name in store) && old in store);
  if (found.length === 0) return undefined;
  const methods = found.map(([name, old]) => `${old} is now ${name}`).join(", ");
  return `store: ${methods}; in what it stores and returns, ledgerEventId is now retentBaseEventId, decidedAt (in seconds) is decidedAtMs (in milliseconds) and unknownTries is notFoundAttempts. The next version only takes the new names`;
}

/** The store by its present names. If it has old ones, it also gets and returns its data in the old form. */
export function withPresentNames(store: Store): Store {
  if (describeOldNames(store) === undefined) return store;
  const methods = store as unknown as Methods;

  /** `isHeld` did not say whether a row that is not leased is due or was never tried. */
  const isUnderWay: Store["isUnderWay"] = async (eventId, lane, now) => {
    if (await methods.isHeld?.(eventId, lane, now)) return true;
    const rows = await present.listByEvent(eventId);
    return rows.some(
      ({ kind, state, attempts, dueAt }) =>
        laneByKind[kind] === lane && state === "queued" && (attempts === 0 || dueAt <= now),
    );
  };

  const present = new Proxy(store, {
    get(_, name) {
      const old = oldNames[name as keyof typeof oldNames];
      if (name === "isUnderWay" && !methods.isUnderWay) return isUnderWay;
      const method = methods[name] ?? (old && methods[old]);
      if (name === "createRateLimiter" || typeof method !== "function") return method?.bind(store);
      return async (...args: unknown[]) => toPresent(await method.apply(store, args.map(toOld)));
    },
  });
  return present;
}

/** Converts a cancellation, a change, a row or what a row is tried again with; anything else stays. */
function toOld(value: unknown): unknown {
  if (!isObject(value)) return value;
  const { retentBaseEventId, notFoundAttempts, ...rest } = value;
  return {
    ...rest,
    ...(retentBaseEventId !== undefined && {
      ledgerEventId: retentBaseEventId,
      decision: toOldDecision(rest.decision),
    }),
    ...(notFoundAttempts !== undefined && { unknownTries: notFoundAttempts }),
    ...("cancellation" in rest && { cancellation: toOld(rest.cancellation), finish: toOld(rest.finish) }),
  };
}

function toPresent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPresent);
  if (!isObject(value)) return value;
  const { ledgerEventId, unknownTries, ...rest } = value;
  return {
    ...rest,
    ...(ledgerEventId !== undefined && {
      retentBaseEventId: ledgerEventId,
      decision: toPresentDecision(rest.decision),
    }),
    ...(unknownTries !== undefined && { notFoundAttempts: unknownTries }),
  };
}

function toOldDecision(decision: unknown): unknown {
  if (!isObject(decision)) return decision;
  const { decidedAtMs, ...rest } = decision;
  return { ...rest, decidedAt: Number(decidedAtMs) / 1000 };
}

function toPresentDecision(decision: unknown): unknown {
  if (!isObject(decision)) return decision;
  const { decidedAt, ...rest } = decision;
  return { ...rest, decidedAtMs: Math.round(Number(decidedAt) * 1000) };
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
