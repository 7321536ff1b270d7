import { isoDateTimeSchema, metadataSchema, outcomeSchema } from "@retent/retentbase";
import { z } from "zod";
import type { BillingAnswer } from "../billing.ts";
import type { Cancellation, Settlement } from "../cancellation.ts";
import { noticeOf } from "../notifications/notices.ts";
import type { Settings } from "../settings.ts";
import type { NewOutboxRow } from "../store.ts";
import { updateOf } from "./messages.ts";

const settlementSchema = z.object({
  outcome: outcomeSchema,
  // A date beyond the year 9999 has another ISO form, which RetentBase would not take.
  effectiveAt: z
    .union([z.date().transform((date) => date.toISOString()), z.string()])
    .pipe(isoDateTimeSchema)
    .optional(),
  metadata: metadataSchema.optional(),
});

const answerSchema = z.union([z.object({ pending: z.literal(true) }), settlementSchema]);

/**
 * Checks what the merchant's billing answered.
 *
 * @returns the settlement, or null where billing decides later
 * @throws {TypeError} for anything else
 */
export function parseBillingAnswer(answer: BillingAnswer): Settlement | null {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) {
    throw new TypeError(
      'onResult: answer { outcome: "churned" | "recovered", effectiveAt?, metadata? } or { pending: true }',
    );
  }
  if ("pending" in parsed.data) return null;
  const { outcome, effectiveAt = null, metadata = null } = parsed.data;
  return { outcome, effectiveAt, metadata };
}

/** The cancellation once billing has decided, and the work of telling RetentBase. */
export function settled(
  settings: Settings,
  cancellation: Cancellation,
  settlement: Settlement,
): {
  cancellation: Cancellation;
  enqueue: NewOutboxRow[];
} {
  const next: Cancellation = { ...cancellation, status: "settled", settlement, updatedAt: settings.now() };
  const update: NewOutboxRow = {
    kind: "update",
    revision: cancellation.revision,
    body: updateOf(cancellation, settlement),
  };
  const notice = noticeOf(settings, "cancellation.settled", next);
  return { cancellation: next, enqueue: settings.plan === "core" ? notice : [update, ...notice] };
}
