import * as z from "zod";

/**
 * `sandbox` traffic stays apart from retention health, issue detection and reports. Source: RetentBase docs,
 * "Every call".
 */
export const environmentSchema = z.enum(["prod", "sandbox"]);
export type Environment = z.infer<typeof environmentSchema>;

/**
 * The final billing outcome: the customer left, or stayed. Source: RetentBase docs, `PATCH
 * /api/v1/cancellations/{eventId}`.
 */
export const outcomeSchema = z.enum(["churned", "recovered"]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** A flat object: no nested objects, no arrays. Source: RetentBase docs, `POST /api/v1/cancel-link`. */
export const metadataSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type Metadata = z.infer<typeof metadataSchema>;

/**
 * What RetentBase may know about the customer, for analytics. Source: RetentBase docs, `POST
 * /api/v1/cancel-link`.
 */
export const customerContextSchema = z.object({
  /** Label of the plan. */
  plan: z.string().optional(),
  /** Monthly recurring revenue, in the merchant's currency. */
  mrr: z.number().optional(),
  /** Whole days since the customer signed up. */
  tenureDays: z.int().optional(),
});
export type CustomerContext = z.infer<typeof customerContextSchema>;

/**
 * What was offered, and whether the customer took it. Source: RetentBase docs, `POST /api/v1/cancellations`.
 */
export const offerSchema = z.object({
  type: z.string(),
  accepted: z.boolean(),
  label: z.string(),
});
export type Offer = z.infer<typeof offerSchema>;

/** An event id goes into a path segment; `.` and `..` would be swallowed by URL parsing there. */
export const eventIdSchema = z
  .string()
  .min(1)
  .refine((id) => id !== "." && id !== "..", { error: "must not be a path segment of dots" });

/** An ISO 8601 date and time with its offset, e.g. `2026-03-01T00:00:00Z`. */
export const isoDateTimeSchema = z.iso.datetime({ offset: true });
