import { isRetentBaseError, type RetentBaseError } from "@retent/retentbase";
import { type Concerned, createCustomerRedact } from "./customer-redact.ts";
import type { UpstreamFailure } from "./retent-event.ts";

/**
 * What a failed call to RetentBase puts into an event: a response may repeat what was sent, which is the
 * customer's.
 */
export function describeFailure(error: RetentBaseError, concerned: Concerned | undefined): UpstreamFailure {
  const redact = createCustomerRedact(concerned);
  return { status: error.status, code: error.code, body: error.body && redact(error.body) };
}

/** The error as RetentBase's, or thrown on where it is a fault of our own. */
export function asRetentBaseError(error: unknown): RetentBaseError {
  if (isRetentBaseError(error)) return error;
  throw error;
}
