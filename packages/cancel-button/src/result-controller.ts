import type { ReactiveController } from "lit";
import type { ButtonHost } from "./button-host.ts";
import { type ButtonState, patienceMs } from "./button-state.ts";
import { CancelButtonError, toCancelButtonError } from "./cancel-button-error.ts";
import { type CancelResult, isCancelResult } from "./cancel-result.ts";
import { RetentResultEvent } from "./events.ts";
import { nearestLanguage } from "./language.ts";
import { describeResult } from "./messages.ts";
import { postJson } from "./post-json.ts";
import { takeResultTokens } from "./result-fragment.ts";
import type { ServerEndpoint } from "./server-endpoint.ts";
import { unlessAborted } from "./unless-aborted.ts";

/** The codes of failures after which sending the result again is useless. */
const refusals = ["rejected", "not_identified", "invalid_url"];

/** From the customer's return to the result: removes the token from the URL and sends it to the server. */
export interface ResultController extends ReactiveController {
  /** Where the result that is shown can be taken back. */
  keepUrl?: string | null;
  /** Returns whether there is a token that the server has not accepted yet. */
  isWaiting(): boolean;
  /** Sends the token to the server, if there is one. Never rejects. */
  send(): Promise<void>;
  /** Shows a result and dispatches its event. */
  finish(result: CancelResult): void;
}

export function createResultController(
  host: ButtonHost,
  state: ButtonState,
  server: ServerEndpoint,
): ResultController {
  /** A result token that the server has not accepted yet. It is stored nowhere else. */
  let token: string | undefined;

  async function exchangeToken(signal: AbortSignal): Promise<CancelResult> {
    // Properties that were set before the upgrade count from the first update on.
    await host.updateComplete.catch(() => {});
    await server.locate();
    const result = await postJson<CancelResult>(server.toUrl("result"), { token }, signal);
    if (!isCancelResult(result)) throw new CancelButtonError("invalid_answer");
    return result;
  }

  function fail(error: CancelButtonError): void {
    const { code, retryAfterSeconds } = error;
    if (refusals.includes(code)) {
      // The server would refuse the token again, so the next click starts a new cancellation.
      token = undefined;
      state.fail(error, (messages) => messages.refused);
    } else {
      state.fail(error, (messages) => messages[code] ?? messages.unconfirmed);
      if (retryAfterSeconds)
        setTimeout(() => state.name === "error" && controller.send(), retryAfterSeconds * 1000);
    }
  }

  const controller: ResultController = {
    hostConnected() {
      // An untrusted button leaves the token to the page's own button, which may be added later.
      const [found, surplus] = location.hash.includes("=") && server.isTrusted() ? takeResultTokens() : [];
      if (surplus) return state.fail(new CancelButtonError("result_token_invalid"));
      token = found ?? token;
      controller.send();
    },
    isWaiting: () => !!token,
    async send() {
      if (!token) return;
      const signal = state.startWork(patienceMs, fail, controller.send);
      try {
        const result = await unlessAborted(exchangeToken(signal), signal);
        if (result && !signal.aborted) controller.finish(result);
      } catch (cause) {
        fail(toCancelButtonError(cause));
      }
    },
    finish({ status, outcome, effectiveAt, environment, confirmed, keepUrl }) {
      // The page receives these fields and nothing else of the response.
      const result = { status, outcome, effectiveAt, environment, confirmed, keepUrl };
      token = undefined;
      controller.keepUrl = keepUrl;
      state.finish((messages) => describeResult(result, messages, nearestLanguage(host)));
      host.dispatchEvent(new RetentResultEvent(result));
    },
  };
  host.addController(controller);
  return controller;
}
