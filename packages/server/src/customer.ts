import type { CustomerContext, Metadata } from "@retent/retentbase";
import { customerContextSchema, describeIssues, metadataSchema } from "@retent/retentbase/internal";

/** Who is signed in, as the host app knows it. */
export interface Customer {
  /** The merchant's stable id of the customer. */
  userId: string;
  /** For RetentBase's analytics; `plan` is also shown on the plain page. */
  context?: CustomerContext;
  /** Sent to RetentBase with the link: a flat object. */
  metadata?: Metadata;
}

/**
 * Checks what `identify` answered. What is only for analytics must not keep anybody from cancelling: where it
 * is wrong, it is left out and the warning says so.
 *
 * @throws {TypeError} when the host app's answer is not a customer
 */
export function parseCustomer(value: unknown, warn: (message: string) => void): Customer | null {
  if (value === null || value === undefined) return null;
  const { userId, context, metadata } = value as Partial<Record<keyof Customer, unknown>>;
  if (!isUserId(userId)) {
    throw new TypeError(
      "identify: answer { userId, context?, metadata? } with a userId that is a well-formed string, or null",
    );
  }
  const customer: Customer = { userId };
  const parsedContext = customerContextSchema.optional().safeParse(context);
  if (parsedContext.data) customer.context = parsedContext.data;
  const parsedMetadata = metadataSchema.optional().safeParse(metadata);
  if (parsedMetadata.data) customer.metadata = parsedMetadata.data;
  for (const [name, { error }] of Object.entries({ context: parsedContext, metadata: parsedMetadata })) {
    if (!error) continue;
    const issues = error.issues.map((issue) => ({ ...issue, path: [name, ...issue.path] }));
    warn(`identify: ${describeIssues({ issues })}; the whole ${name} was left out`);
  }
  return customer;
}

/** Not every database can hold NUL, nor UTF-8 half a surrogate pair. */
export function isUserId(value: unknown): value is string {
  return typeof value === "string" && value !== "" && !value.includes("\0") && value.isWellFormed();
}
