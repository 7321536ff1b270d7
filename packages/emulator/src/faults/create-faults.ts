import {
  type ActiveFault,
  describeFaultError,
  type Fault,
  type FaultEndpoint,
  faultSchema,
} from "./fault.ts";
import { magicUsers } from "./magic-users.ts";

/** Whom a call is about, as far as magic user ids go. */
export interface FaultSubject {
  userId: string;
  /** The event, where it is a PATCH. */
  eventKey?: string;
}

/** What is to go wrong with a call. */
export type Effect = Omit<Fault, "endpoint" | "times">;

/** The faults that wait for calls. */
export type Faults = ReturnType<typeof createFaults>;

export function createFaults(onChange: () => void) {
  let active: ActiveFault[] = [];
  let count = 0;
  const patched = new Set<string>();

  function takeActive(endpoint: FaultEndpoint): Effect | undefined {
    const fault = active.find((each) => each.endpoint === "*" || each.endpoint === endpoint);
    if (fault?.remaining === 1) active = active.filter((each) => each !== fault);
    else if (fault?.remaining) fault.remaining -= 1;
    if (fault) onChange();
    return fault;
  }

  function takeMagic(endpoint: FaultEndpoint, subject: FaultSubject): Effect | undefined {
    const magic = magicUsers.find((user) => user.userId === subject.userId && user.endpoint === endpoint);
    if (magic && subject.eventKey !== undefined) {
      if (patched.has(subject.eventKey)) return undefined;
      patched.add(subject.eventKey);
    }
    return magic?.fault;
  }

  return {
    /**
     * Adds a fault behind those that wait already.
     *
     * @throws {TypeError} one line that names the wrong field
     */
    add(fault: unknown): ActiveFault[] {
      const parsed = faultSchema.safeParse(fault);
      if (!parsed.success) throw new TypeError(describeFaultError(parsed.error));
      count += 1;
      const { times } = parsed.data;
      active.push({ ...parsed.data, id: count, remaining: times === 0 ? null : times });
      onChange();
      return structuredClone(active);
    },
    clear(): void {
      active = [];
      onChange();
    },
    /** Forgets the magic users' history as well. */
    reset(): void {
      patched.clear();
      this.clear();
    },
    list: (): ActiveFault[] => structuredClone(active),
    /** Takes the fault that hits this call, if any: the oldest that was asked for, else a magic user's. */
    take(endpoint: FaultEndpoint, subject: FaultSubject | undefined): Effect | undefined {
      return takeActive(endpoint) ?? (subject && takeMagic(endpoint, subject));
    },
  };
}
