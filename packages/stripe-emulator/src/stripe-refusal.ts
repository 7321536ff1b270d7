import { type Answer, json } from "@retent/emulator/internal";

/** What the API answers with an error (https://docs.stripe.com/api/errors). */
export class Refusal extends Error {
  readonly status: number;
  readonly type: string;
  readonly details: { code?: string; param?: string };

  constructor(
    status: number,
    type: string,
    message: string,
    details: { code?: string; param?: string } = {},
  ) {
    super(message);
    this.status = status;
    this.type = type;
    this.details = details;
  }
}

/** As a path it is a missing page, as a parameter a wrong request. */
export function missing(what: string, id: string, param?: string): Refusal {
  return new Refusal(param === undefined ? 404 : 400, "invalid_request_error", `No such ${what}: '${id}'`, {
    code: "resource_missing",
    param: param ?? "id",
  });
}

export function wrong(param: string, message: string): Refusal {
  return new Refusal(400, "invalid_request_error", message, { param });
}

export function refuse({ status, type, message, details }: Refusal): Answer {
  return json(status, { error: { type, message, ...details } });
}
