import { isRetentBaseError, type RetentBaseError } from "@retent/retentbase";
import type { UpstreamFailure } from "./events.ts";

/** What a failed call to RetentBase puts into an event. */
export function describeFailure(error: RetentBaseError): UpstreamFailure {
  return { status: error.status, code: error.code, body: error.body };
}

/** The error as RetentBase's, or thrown on where it is a fault of our own. */
export function asRetentBaseError(error: unknown): RetentBaseError {
  if (isRetentBaseError(error)) return error;
  throw error;
}
