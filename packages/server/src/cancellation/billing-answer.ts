import { isoDateTimeSchema, metadataSchema, outcomeSchema } from "@retent/retentbase/internal";
import * as z from "zod";
import type { BillingAnswer } from "../billing/billing.ts";
import type { Settlement } from "./cancellation.ts";

/** A final answer. */
export const settlementSchema = z.object({
  outcome: outcomeSchema,
  // A date beyond the year 9999 has another ISO form, which RetentBase would not take.
  effectiveAt: z
    .union([z.date().transform((date) => date.toISOString()), z.string()])
    .pipe(isoDateTimeSchema)
    .optional(),
  metadata: metadataSchema.optional(),
});

const billingId = z.string().min(1).max(255).nullish();

/** That the final answer comes later. */
export const pendingSchema = z.object({
  pending: z.literal(true),
  customer: billingId,
  subscription: billingId,
});

const answerSchema = z.union([pendingSchema, settlementSchema]);

/**
 * What billing said: a settlement, or null where it decides later, and then maybe what it is about by its own
 * ids.
 */
export interface ParsedAnswer {
  settlement: Settlement | null;
  customer: string | null;
  subscription: string | null;
}

/**
 * Checks what the merchant's billing answered.
 *
 * @throws {TypeError} for what is no answer
 */
export function parseBillingAnswer(answer: BillingAnswer): ParsedAnswer {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) {
    throw new TypeError(
      'onResult: answer { outcome: "churned" | "recovered", effectiveAt?, metadata? } or { pending: true, customer?, subscription? }',
    );
  }
  if ("pending" in parsed.data) {
    const { customer = null, subscription = null } = parsed.data;
    return { settlement: null, customer, subscription };
  }
  const { outcome, effectiveAt = null, metadata = null } = parsed.data;
  return {
    settlement: { outcome, confirmed: true, effectiveAt, metadata },
    customer: null,
    subscription: null,
  };
}
