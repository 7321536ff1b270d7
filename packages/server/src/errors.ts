import { CodedError } from "@retent/retentbase/internal";

/**
 * The stable codes of our error answers, each with its HTTP status. They are public API: an answer's problem
 * document (RFC 9457) carries the code as `code`.
 */
const problemStatuses = {
  invalid_request: 400,
  result_token_invalid: 400,
  not_identified: 401,
  not_authorized: 401,
  origin_not_allowed: 403,
  result_not_yours: 403,
  subscription_not_yours: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal: 500,
  keys_unavailable: 503,
  result_not_yet_valid: 503,
  store_unavailable: 503,
} as const;

export type ProblemCode = keyof typeof problemStatuses;

interface ProblemDetails {
  /** Headers that the answer needs beside the problem, e.g. Allow. */
  headers?: Record<string, string>;
  /**
   * The cause in a sentence for developers, which only the sandbox sends: no secrets, no text of others,
   * ASCII.
   */
  hint?: string;
  cause?: unknown;
}

/**
 * An expected failure, sent to the client. The message goes out with it: no secrets, and no text of a third
 * party.
 */
export class RetentError extends CodedError<ProblemCode> {
  override readonly name = "RetentError";
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly hint: string | undefined;

  constructor(code: ProblemCode, message: string, details: ProblemDetails = {}) {
    super(code, message, details);
    this.status = problemStatuses[code];
    this.headers = details.headers ?? {};
    this.hint = details.hint;
  }
}

/** What went wrong is in the log. */
export function internalError(hint?: string): RetentError {
  return new RetentError("internal", "Something went wrong on our side. Try again in a moment.", {
    ...(hint !== undefined && { hint }),
  });
}
