import type { RetentEvent, UpstreamFailure } from "../retent-event.ts";

/** What is wrong between RetentBase and us, by the last call of its kind. */
export interface RetentBaseFault {
  /** Making cancel links, or telling outcomes. */
  call: "links" | "outcomes";
  /** Our name of it, e.g. `unauthorized`. */
  code: string;
  /** HTTP status; null where no answer came. */
  httpStatus: number | null;
  /** ISO date and time. */
  since: string;
}

/** Learns from our own calls how RetentBase responds, so that no extra call is needed. */
export interface RetentBaseMonitor {
  note(event: RetentEvent): void;
  faults(): RetentBaseFault[];
}

/** These last until a call succeeds. */
const lasting = new Set(["unauthorized", "read_only", "forbidden"]);
/** These say something of the moment in which they happened. */
const passing = new Set(["timeout", "network", "server_error"]);

/**
 * @param passingMs for how long a call that failed says something, where no other follows, in milliseconds
 */
export function createRetentBaseMonitor(now: () => number, passingMs: number): RetentBaseMonitor {
  const faults = new Map<RetentBaseFault["call"], Omit<RetentBaseFault, "call"> & { at: number }>();

  function fail(call: RetentBaseFault["call"], { code, status = null }: Nullable<UpstreamFailure>): void {
    if (!lasting.has(code) && !passing.has(code)) return;
    const at = now();
    const known = faults.get(call);
    const since = known?.code === code ? known.since : new Date(at).toISOString();
    faults.set(call, { code, httpStatus: status, since, at });
  }

  return {
    note(event) {
      switch (event.type) {
        case "link_created":
          faults.delete("links");
          break;
        case "delivered":
        case "outbox_resumed":
          faults.delete("outcomes");
          break;
        case "link_failed":
          fail("links", event);
          break;
        case "delivery_failed":
        case "delivery_dead":
        case "outbox_paused":
          fail("outcomes", event);
      }
    },
    faults: () =>
      [...faults]
        .filter(([, { code, at }]) => lasting.has(code) || now() - at <= passingMs)
        .map(([call, { code, httpStatus, since }]) => ({ call, code, httpStatus, since })),
  };
}

type Nullable<Failure extends UpstreamFailure> = Pick<Failure, "code"> & {
  status?: number | null | undefined;
};
