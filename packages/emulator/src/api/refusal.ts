import { type Answer, json } from "../http/answer.ts";

const codes: Record<number, string> = {
  400: "invalid_request",
  401: "unauthorized",
  402: "workspace_read_only",
  403: "plan_required",
  404: "not_found",
  405: "method_not_allowed",
  409: "conflict",
  413: "too_large",
  415: "unsupported_media_type",
  429: "rate_limited",
};

const messages: Record<number, string> = {
  400: "The request is not valid.",
  401: "The API key is missing or invalid.",
  402: "The workspace is read-only: its subscription has expired.",
  403: "The Advanced plan is required, or this is a demo workspace.",
  409: "The request conflicts with the workspace's state.",
  415: "Content-Type must be application/json.",
  429: "Rate limit exceeded.",
};

/** An API call that is answered with an error status. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;

  /** @param message default: what RetentBase's docs say of the status */
  constructor(status: number, message = messages[status] ?? "The emulator was asked to answer like this.") {
    super(message);
    this.status = status;
  }
}

/** The answer of a refusal: `{ "error": { "code", "message" } }`. */
export function refuse({ status, message }: Refusal, headers: Record<string, string> = {}): Answer {
  const code = codes[status] ?? (status >= 500 ? "server_error" : "unexpected");
  return json(status, { error: { code, message } }, headers);
}
