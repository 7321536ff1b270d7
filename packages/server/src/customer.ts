import type { CustomerContext, Metadata } from "@retent/retentbase";
import {
  customerContextSchema,
  describeIssues,
  isoDateTimeSchema,
  metadataSchema,
} from "@retent/retentbase/internal";
import * as z from "zod";
import type { BillingSubscription } from "./billing/billing.ts";
import { emailSchema } from "./mail/mailbox.ts";

/** Who is signed in, as the host app knows it. */
export interface Customer {
  /** The merchant's stable id of the customer. */
  userId: string;
  /** For RetentBase's analytics; `plan` is also shown on the plain page. */
  context?: CustomerContext;
  /** Sent to RetentBase with the link: a flat object. */
  metadata?: Metadata;
  /**
   * What the customer knows the account by, such as an e-mail address: shown to the customer alone, on pages
   * and receipts, and neither stored nor sent anywhere. Default: the user id, abbreviated.
   */
  accountName?: string;
  /**
   * Where the customer gets receipts by mail, if mail is configured: one address that is known to be theirs. It is
   * stored with the cancellation. Default: they get none.
   */
  email?: string;
  /**
   * The subscriptions that this customer may cancel, at most 100, by billing's ids of at most 255 characters.
   * Leave out those that end already. Default: `billing.subscriptions` is asked, if billing has it.
   */
  subscriptions?: readonly BillingSubscription[];
}

export const maxSubscriptions = 100;
/** In characters. */
export const maxLabelLength = 200;

export const subscriptionIdSchema = z
  .string()
  .max(255)
  .refine(isUserId, { error: "must be a well-formed string" });

const labelSchema = z.string().min(1).max(maxLabelLength).refine(isUserId);

/** What `identify` and billing may say of a customer's subscriptions. */
export const subscriptionsSchema = z
  .array(
    z.object({
      id: subscriptionIdSchema,
      label: labelSchema.optional(),
      price: labelSchema.optional(),
      renewsAt: isoDateTimeSchema.optional(),
      endsIfCancelled: z.union([z.literal("now"), isoDateTimeSchema]).optional(),
    }),
  )
  .max(maxSubscriptions) as z.ZodType<readonly BillingSubscription[]>;

/** Built once: to build a schema takes far longer than to check a customer by it. */
const optionalParts = {
  context: customerContextSchema.optional(),
  metadata: metadataSchema.optional(),
  accountName: labelSchema.optional(),
  email: emailSchema.optional(),
  subscriptions: subscriptionsSchema.optional(),
};

/**
 * Checks what `identify` answered. A fault in anything but the user id must not keep a customer from
 * cancelling: that part is left out, and the warning says so.
 *
 * @throws {TypeError} when the host app's answer is not a customer
 */
export function parseCustomer(value: unknown, warn: (message: string) => void): Customer | null {
  if (value === null || value === undefined) return null;
  const { userId, context, metadata, accountName, email, subscriptions } = value as Partial<
    Record<keyof Customer, unknown>
  >;
  if (!isUserId(userId)) {
    throw new TypeError(
      "identify: answer { userId, context?, metadata?, accountName?, email?, subscriptions? } with a userId that is a well-formed string, or null",
    );
  }
  const customer: Customer = { userId };
  const parsedContext = optionalParts.context.safeParse(context);
  if (parsedContext.data) customer.context = parsedContext.data;
  const parsedMetadata = optionalParts.metadata.safeParse(metadata);
  if (parsedMetadata.data) customer.metadata = parsedMetadata.data;
  const parsedName = optionalParts.accountName.safeParse(accountName);
  if (parsedName.data) customer.accountName = parsedName.data;
  const parsedEmail = optionalParts.email.safeParse(email);
  if (parsedEmail.data) customer.email = parsedEmail.data;
  const parsedSubscriptions = optionalParts.subscriptions.safeParse(subscriptions);
  if (parsedSubscriptions.data) customer.subscriptions = parsedSubscriptions.data;
  const parsed = {
    context: parsedContext,
    metadata: parsedMetadata,
    accountName: parsedName,
    email: parsedEmail,
    subscriptions: parsedSubscriptions,
  };
  for (const [name, { error }] of Object.entries(parsed)) {
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
