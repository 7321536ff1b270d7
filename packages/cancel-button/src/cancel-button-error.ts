/** Why a cancellation could not be started, or its result not be confirmed. */
export type CancelButtonErrorCode =
  /** No answer within the `timeout`. */
  | "timeout"
  /** Network failure, a redirect, a 5xx, or anything thrown by an overridden `createLink()`. */
  | "unreachable"
  /** 401, or the `identity` function failed. */
  | "not_identified"
  /** 429. */
  | "rate_limited"
  /** Another 4xx. */
  | "rejected"
  /** A success without the JSON that was asked for. */
  | "invalid_answer"
  /** The endpoint, or the URL it answered, is not one that a customer may be sent to. */
  | "invalid_url"
  /** The page's fragment held more than one result token. */
  | "result_token_invalid";

/** A failure of a known kind. Throw one from an overridden `createLink()` to choose the code. */
export class CancelButtonError extends Error {
  declare readonly code: CancelButtonErrorCode;
  /** How long the server asked to wait before the next try. */
  declare readonly retryAfterSeconds: number | undefined;

  constructor(code: CancelButtonErrorCode, retryAfterSeconds?: number) {
    super(code);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
