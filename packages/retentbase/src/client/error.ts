import { CodedError, isErrorNamed } from "../coded-error.ts";

/**
 * Why a call to RetentBase failed.
 *
 * | code | when |
 * | --- | --- |
 * | `invalid_request` | 400: RetentBase refused the body, a path parameter or the return URL |
 * | `unauthorized` | 401: the API key is missing or invalid |
 * | `read_only` | 402: the workspace's subscription has expired |
 * | `forbidden` | 403: not available to this workspace or plan |
 * | `not_found` | 404: no such event or session in this environment |
 * | `conflict` | 409: no default return URL (links), or the event is in the other environment (updates) |
 * | `unsupported_media_type` | 415: the content type was not JSON |
 * | `rate_limited` | 429 |
 * | `server_error` | 5xx |
 * | `unexpected_status` | any other status that is not 2xx; redirects are never followed |
 * | `invalid_response` | a 2xx answer whose body is too long or not what is documented |
 * | `timeout` | no whole answer within the time limit |
 * | `network` | no connection, or one that broke |
 */
export type RetentBaseErrorCode =
  | "invalid_request"
  | "unauthorized"
  | "read_only"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "unsupported_media_type"
  | "rate_limited"
  | "server_error"
  | "unexpected_status"
  | "invalid_response"
  | "timeout"
  | "network";

const documentedStatuses: Record<number, RetentBaseErrorCode> = {
  400: "invalid_request",
  401: "unauthorized",
  402: "read_only",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  415: "unsupported_media_type",
  429: "rate_limited",
};

/** The code for a status that is not 2xx. */
export function codeForStatus(status: number): RetentBaseErrorCode {
  return documentedStatuses[status] ?? (status >= 500 ? "server_error" : "unexpected_status");
}

interface Details {
  /** HTTP status of the answer, where there was one. */
  status?: number | undefined;
  /** How long RetentBase asked us to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** What RetentBase called the error in its body. */
  upstreamCode?: string | undefined;
  /**
   * The body of an answer that is not 2xx, for the log: shortened and without the API key. Not for customers'
   * eyes. (What a 2xx answer holds, hosted URLs and customers' words, is not for logs.)
   */
  body?: string | undefined;
  cause?: unknown;
}

/**
 * A call to RetentBase that failed. Its message names the call and the status, never the key or the answer's
 * text.
 */
export class RetentBaseError extends CodedError<RetentBaseErrorCode> {
  override readonly name = "RetentBaseError";
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly upstreamCode: string | undefined;
  readonly body: string | undefined;

  constructor(code: RetentBaseErrorCode, message: string, details: Details = {}) {
    super(code, message, details);
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.upstreamCode = details.upstreamCode;
    this.body = details.body;
  }
}

/**
 * Says whether a thrown value is a {@link RetentBaseError}, also one of another copy of this package.
 *
 * @example
 * import { createRetentBaseClient, isRetentBaseError } from "@retent/retentbase";
 *
 * const client = createRetentBaseClient({ apiKey: "rb_key" });
 * await client.getCancelSession("cs_1").catch((error: unknown) => {
 *   if (isRetentBaseError(error)) console.error(error.code, error.retryAfterMs);
 * });
 */
export function isRetentBaseError(error: unknown): error is RetentBaseError {
  return isErrorNamed("RetentBaseError", error);
}
