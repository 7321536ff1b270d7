import { type Answer, CodedError, json } from "@retent/emulator/internal";

interface Details {
  /** Default 400. */
  status?: number;
  /** Stripe's own, finer code. */
  reason?: "coupon_expired" | "resource_missing";
  param?: string;
}

/**
 * What the API answers with an error. The code is what Stripe calls the error's type
 * (https://docs.stripe.com/api/errors).
 */
export class Refusal extends CodedError<"invalid_request_error" | "idempotency_error" | "api_error"> {
  override readonly name = "Refusal";
  readonly details: Details;

  constructor(code: Refusal["code"], message: string, details: Details = {}) {
    super(code, message);
    this.details = details;
  }
}

/** As a path it is a missing page, as a parameter a wrong request. */
export function missing(what: string, id: string, param?: string): Refusal {
  return new Refusal("invalid_request_error", `No such ${what}: '${id}'`, {
    status: param === undefined ? 404 : 400,
    reason: "resource_missing",
    param: param ?? "id",
  });
}

export function wrong(param: string, message: string): Refusal {
  return new Refusal("invalid_request_error", message, { param });
}

export function refuse({ code: type, message, details: { status = 400, reason, param } }: Refusal): Answer {
  return json(status, { error: { type, message, code: reason, param } });
}
