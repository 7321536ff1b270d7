import type { RetentEvent } from "../retent-event.ts";

/** A sign-in or a page's origin that was refused. */
export interface Refusal {
  /** Milliseconds since the epoch. */
  at: number;
  /** A code that `explainIdentityRefusal` knows, or `origin`. */
  reason: string;
  /** The page's origin, if that was refused and is known. */
  origin?: string;
  /** The claim that differs: what came, and what is configured. */
  found?: string;
  expected?: string;
  /** How often it has happened. */
  count: number;
}

/** Remembers why customers could not start lately, for the set-up page: nothing of them is kept. */
export interface RefusalMonitor {
  note(event: RetentEvent): void;
  /** The newest first. */
  list(): readonly Refusal[];
}

/** Further back than that the cause is most likely another one. */
const maxRefusals = 10;
const maxOriginLength = 200;

export function createRefusalMonitor(now: () => number): RefusalMonitor {
  const refusals: Refusal[] = [];
  return {
    note(event) {
      const next = toRefusal(event);
      if (!next) return;
      const known = refusals.findIndex(
        ({ reason, origin, found }) =>
          reason === next.reason && origin === next.origin && found === next.found,
      );
      const [same] = known < 0 ? [] : refusals.splice(known, 1);
      refusals.unshift({ ...next, at: now(), count: (same?.count ?? 0) + 1 });
      refusals.length = Math.min(refusals.length, maxRefusals);
    },
    list: () => refusals,
  };
}

function toRefusal(event: RetentEvent): Omit<Refusal, "at" | "count"> | undefined {
  if (event.type === "identity_refused") {
    const { reason, found, expected } = event;
    return { reason, ...(found !== undefined && { found }), ...(expected !== undefined && { expected }) };
  }
  if (event.type !== "origin_refused") return undefined;
  return { reason: "origin", ...(event.origin && { origin: event.origin.slice(0, maxOriginLength) }) };
}
