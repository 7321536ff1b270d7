import { createRedact, type Redact } from "@retent/retentbase/internal";
import type { Cancellation } from "./cancellation/cancellation.ts";

/** The customer concerned, what they may have said, and where mails reach them. */
export type Concerned = Pick<Cancellation, "userId"> & Partial<Pick<Cancellation, "decision" | "contact">>;

/**
 * Takes out of a text what names a customer, and the customer's own words: others may repeat what they were
 * sent.
 */
export function createCustomerRedact(concerned: Concerned | undefined): Redact {
  const { userId = "", decision, contact } = concerned ?? {};
  const redact = createRedact([userId, decision?.reasonText ?? "", contact?.email ?? ""]);
  // A short id also occurs within other words, where it names no customer.
  const word =
    userId === ""
      ? undefined
      : new RegExp(`(?<![\\p{L}\\p{N}_])${escapePattern(userId)}(?![\\p{L}\\p{N}_])`, "gu");
  return (text) => (word ? redact(text).replace(word, "[redacted]") : redact(text));
}

function escapePattern(text: string): string {
  return text.replace(/[$()*+./?[\\\]^{|}]/g, "\\$&");
}

/** Deeper causes are left out of a copy: a chain may be endless, and no log shows more. */
const maxErrors = 10;

/**
 * What was thrown, or a copy of it if its text names the customer: name, code, message, cause and where it
 * came from stay.
 */
export function redactError(error: unknown, redact: Redact): unknown {
  return redactBelow(error, redact, new Set());
}

/** @param above the errors that this one is the cause of */
function redactBelow(error: unknown, redact: Redact, above: Set<unknown>): unknown {
  if (typeof error === "string") return redact(error);
  if (!(error instanceof Error)) return error;
  if (above.has(error) || above.size === maxErrors) return undefined;
  const message = redact(error.message);
  const cause = redactBelow(error.cause, redact, above.add(error));
  if (message === error.message && cause === error.cause) return error;
  const copy = new Error(message, cause === undefined ? {} : { cause });
  const { name, stack } = error;
  return Object.assign(copy, {
    name,
    ...(stack !== undefined && { stack: stack.replaceAll(error.message, message) }),
    ...("code" in error && { code: error.code }),
  });
}
