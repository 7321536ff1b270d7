import type { ActiveFault } from "../faults/fault.ts";
import type { RequestRecord } from "../workspace/create-request-log.ts";
import type { EventRecord, SessionRecord, SessionStatus } from "../workspace/records.ts";

/** Everything that the emulator knows and may show; each list oldest first. */
export interface EmulatorState {
  sessions: (SessionRecord & { status: SessionStatus })[];
  events: EventRecord[];
  /** The last 1,000 API calls. */
  requests: RequestRecord[];
  /** The faults that wait for calls. */
  faults: ActiveFault[];
}
