import type { ButtonHost } from "./button-host.ts";
import { CancelButtonError } from "./cancel-button-error.ts";
import { RetentErrorEvent, RetentFallbackEvent } from "./events.ts";
import type { Messages } from "./messages.ts";

/** How long to wait for what the customer should not have to start again: the result, and the next page. */
export const patienceMs = 30_000;

/** Returns the status text in the language of the messages. */
type Describe = (messages: Messages) => string;

/** What the button shows: at rest, busy, waiting for a popup, failed or done. Every change ends the work that kept it busy. */
export interface ButtonState {
  /** `undefined` at rest. */
  readonly name: "busy" | "waiting" | "error" | "done" | undefined;
  readonly describe: Describe;
  /**
   * Becomes busy, until another state follows. The signal is aborted then.
   *
   * @param fail called when the time is up
   * @param resume called when the page returns from the back/forward cache, still busy
   */
  startWork(
    timeoutMs: number,
    fail: (error: CancelButtonError) => void,
    resume: () => void,
    name?: "busy" | "waiting",
  ): AbortSignal;
  reset(): void;
  finish(describe: Describe): void;
  /**
   * Shows a failure and dispatches its events.
   *
   * @param describe for a result that could not be sent; without it, the hosted page counts as out of reach
   */
  fail(error: CancelButtonError, describe?: Describe): void;
}

export function createButtonState(host: ButtonHost): ButtonState {
  /** Missing in Safari before 16.4. */
  const internals = host.attachInternals?.();
  let work: AbortController | undefined;

  function change(name: ButtonState["name"], describe: Describe = () => ""): void {
    Object.assign(state, { name, describe });
    work?.abort();
    try {
      internals?.states.clear();
      if (name) internals?.states.add(name);
    } catch {
      // Browsers from before 2024 have no custom states, or only names that start with dashes.
    }
    host.requestUpdate();
  }

  const state: ButtonState = {
    name: undefined,
    describe: () => "",
    startWork(timeoutMs, fail, resume, name = "busy") {
      change(name, (messages) => messages[name]);
      work = new AbortController();
      const { signal } = work;
      setTimeout(() => signal.aborted || fail(new CancelButtonError("timeout")), timeoutMs);
      addEventListener("pageshow", ({ persisted }) => persisted && resume(), { signal });
      return signal;
    },
    reset() {
      change(undefined);
    },
    finish(describe) {
      change("done", describe);
    },
    fail({ code, retryAfterSeconds }, describe) {
      change("error", describe ?? ((messages) => messages[code] ?? messages.failed));
      host.dispatchEvent(new RetentErrorEvent({ code, retryAfterSeconds }));
      if (!describe) host.dispatchEvent(new RetentFallbackEvent({ reason: code }));
    },
  };
  return state;
}
