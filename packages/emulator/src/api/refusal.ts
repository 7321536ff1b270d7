import { CodedError } from "@retent/retentbase/internal";
import { type Answer, json } from "../http/answer.ts";

/** The statuses that RetentBase's docs name, each with the code of its error and what they say of it. */
const documented = {
  invalid_request: [400, "The request is not valid."],
  unauthorized: [401, "The API key is missing or invalid."],
  workspace_read_only: [402, "The workspace is read-only: its subscription has expired."],
  plan_required: [403, "The Advanced plan is required, or this is a demo workspace."],
  not_found: [404, "There is no such thing."],
  method_not_allowed: [405, "The endpoint does not take this method."],
  conflict: [409, "The request conflicts with the workspace's state."],
  too_large: [413, "The body is longer than 1 MiB."],
  unsupported_media_type: [415, "Content-Type must be application/json."],
  rate_limited: [429, "Rate limit exceeded."],
} as const satisfies Record<string, [status: number, message: string]>;

type RefusalCode = keyof typeof documented;

/** An API call that gets an error status. */
export class Refusal extends CodedError<RefusalCode> {
  override readonly name = "Refusal";

  /** @param message default: what RetentBase's docs say of the status */
  constructor(code: RefusalCode, message: string = documented[code][1]) {
    super(code, message);
  }
}

/** The answer of a refusal: `{ "error": { "code", "message" } }`. */
export function refuse({ code, message }: Refusal, headers: Record<string, string> = {}): Answer {
  return json(documented[code][0], { error: { code, message } }, headers);
}

/** The answer with any error status, as a fault asks for it. */
export function refuseWith(status: number, headers: Record<string, string>): Answer {
  const code = (Object.keys(documented) as RefusalCode[]).find((name) => documented[name][0] === status);
  if (code) return refuse(new Refusal(code), headers);
  const error = {
    code: status >= 500 ? "server_error" : "unexpected",
    message: "The emulator was asked to answer like this.",
  };
  return json(status, { error }, headers);
}
