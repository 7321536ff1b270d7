import * as z from "zod";
import {
  customerContextSchema,
  environmentSchema,
  eventIdSchema,
  isoDateTimeSchema,
  metadataSchema,
  offerSchema,
  outcomeSchema,
} from "./values.ts";

/** Body of `POST /api/v1/cancellations`. Source: RetentBase docs. */
export const cancellationRequestSchema = z.object({
  /** Stable id, the same on every retry. */
  eventId: eventIdSchema,
  userId: z.string().min(1),
  /** E.g. `too_expensive`. */
  reasonKey: z.string().min(1),
  /** The customer's own words. */
  reasonText: z.string().optional(),
  /** Left out while billing has not decided: the event is then pending until an update. */
  outcome: outcomeSchema.optional(),
  offer: offerSchema.optional(),
  context: customerContextSchema.optional(),
  occurredAt: isoDateTimeSchema.optional(),
  environment: environmentSchema.optional(),
  metadata: metadataSchema.optional(),
});
export type CancellationRequest = z.infer<typeof cancellationRequestSchema>;

/** Body of `PATCH /api/v1/cancellations/{eventId}`. Source: RetentBase docs. */
export const cancellationUpdateSchema = z.object({
  outcome: outcomeSchema,
  /** When the outcome takes effect. */
  effectiveAt: isoDateTimeSchema.optional(),
  /** The same as the original event's. */
  environment: environmentSchema.optional(),
  /** Recorded with the update. */
  metadata: metadataSchema.optional(),
});
export type CancellationUpdate = z.infer<typeof cancellationUpdateSchema>;
