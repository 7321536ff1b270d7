import type { CancelButtonErrorCode } from "./cancel-button-error.ts";
import type { Environment, FallbackReason } from "./cancel-link.ts";
import type { CancelResult } from "./cancel-result.ts";

/**
 * Creates the class of an event. Events cross every shadow root up to the document, where any script can
 * listen, so their fields are states and never a token or the hosted URL.
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

/**
 * Dispatched when the customer asks to cancel, before anything is sent. Cancel the event to stop here.
 *
 * @example
 * ```ts
 * button.addEventListener("retent-start", (event) => {
 *   if (!confirm("Leave this page?")) event.preventDefault();
 * });
 * ```
 */
export class RetentStartEvent extends stateEvent<object>("retent-start", true) {}

/**
 * Dispatched when the browser is about to leave for the hosted page or the plain page. Cancel the event to
 * stay. The fields are undefined if the endpoint is on another origin, since a page can't read its response.
 */
export class RetentRedirectEvent extends stateEvent<{
  eventId: string | undefined;
  environment: Environment | undefined;
  fallback: FallbackReason | null | undefined;
}>("retent-redirect", true) {}

/**
 * Dispatched when the server has accepted a result, after a return to this page or in a popup.
 *
 * @example
 * ```ts
 * button.addEventListener("retent-result", ({ outcome, confirmed }) => {
 *   if (confirmed && outcome === "recovered") showPlan();
 * });
 * ```
 */
export class RetentResultEvent extends stateEvent<CancelResult>("retent-result") {}

/**
 * Dispatched if the hosted page is out of reach: the customer goes to the plain page, or sees a link to it.
 */
export class RetentFallbackEvent extends stateEvent<{ reason: CancelButtonErrorCode }>("retent-fallback") {}

/** Dispatched when something failed and the button shows it. */
export class RetentErrorEvent extends stateEvent<{
  code: CancelButtonErrorCode;
  /** How long to wait before the next attempt, in seconds, if the server says so. */
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
