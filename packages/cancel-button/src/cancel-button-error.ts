/** Why a cancellation could not be started, or its result could not be confirmed. */
export type CancelButtonErrorCode =
  /** No response within the `timeout`. */
  | "timeout"
  /** Network failure, a redirect, a 5xx, or anything thrown by an overridden `createLink()`. */
  | "unreachable"
  /** 401, or the `identity` function failed. */
  | "not_identified"
  /** 429. */
  | "rate_limited"
  /** Another 4xx. */
  | "rejected"
  /** A successful response without the expected JSON. */
  | "invalid_answer"
  /** The endpoint, or the URL that it returned, is not one that a customer may be sent to. */
  | "invalid_url"
  /** The page's fragment held more than one result token. */
  | "result_token_invalid";

/**
 * A failure of a known kind. Throw one from an overridden `createLink()` to choose the code.
 *
 * @example
 * ```ts
 * class MyButton extends RetentCancelButton {
 *   override async createLink() {
 *     if (!isSignedIn) throw new CancelButtonError("not_identified");
 *     return super.createLink();
 *   }
 * }
 * ```
 */
export class CancelButtonError extends Error {
  declare readonly code: CancelButtonErrorCode;
  /** How long to wait before the next attempt, in seconds, if the server says so. */
  declare readonly retryAfterSeconds: number | undefined;

  constructor(code: CancelButtonErrorCode, retryAfterSeconds?: number) {
    super(code);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Any error of another kind means that the server could not be reached. */
export function toCancelButtonError(cause: unknown): CancelButtonError {
  return cause instanceof CancelButtonError ? cause : new CancelButtonError("unreachable");
}
