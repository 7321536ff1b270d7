import type { CancelButtonErrorCode } from "./cancel-button-error.ts";
import type { Environment, FallbackReason } from "./cancel-link.ts";
import type { CancelResult } from "./cancel-result.ts";

/**
 * The events cross every shadow root up to the document, where any script can listen: they hold states, and never a
 * token or the hosted URL.
 */
function stateEvent<Fields extends object>(type: string, cancelable = false) {
  class StateEvent extends Event {
    constructor(fields?: Fields) {
      super(type, { bubbles: true, composed: true, cancelable });
      Object.assign(this, fields);
    }
  }
  return StateEvent as unknown as new (
    fields?: Fields,
  ) => Event & Readonly<Fields>;
}

/** The customer asked to cancel, and nothing has been sent yet. Cancel it to stop here. */
export class RetentStartEvent extends stateEvent<object>("retent-start", true) {}

/**
 * The browser is about to leave for the hosted page, or the plain one. Cancel it to stay.
 * The fields are undefined where the endpoint is on another origin, since its answer can't be seen from here.
 */
export class RetentRedirectEvent extends stateEvent<{
  eventId: string | undefined;
  environment: Environment | undefined;
  fallback: FallbackReason | null | undefined;
}>("retent-redirect", true) {}

/** The customer came back to this page and the server has taken the result. */
export class RetentResultEvent extends stateEvent<CancelResult>("retent-result") {}

/** The hosted page is out of reach: the customer goes to the plain page, or is shown the way there. */
export class RetentFallbackEvent extends stateEvent<{ reason: CancelButtonErrorCode }>("retent-fallback") {}

/** Something failed, and the button shows it. */
export class RetentErrorEvent extends stateEvent<{
  code: CancelButtonErrorCode;
  /** How long the server asked to wait before the next try. */
  retryAfterSeconds: number | undefined;
}>("retent-error") {}

declare global {
  interface HTMLElementEventMap {
    "retent-start": RetentStartEvent;
    "retent-redirect": RetentRedirectEvent;
    "retent-result": RetentResultEvent;
    "retent-fallback": RetentFallbackEvent;
    "retent-error": RetentErrorEvent;
  }
}
