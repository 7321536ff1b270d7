import * as z from "zod";
import { customerContextSchema, environmentSchema, metadataSchema } from "./values.ts";

/** Body of `POST /api/v1/cancel-link`. Source: RetentBase docs. */
export const cancelLinkRequestSchema = z.object({
  /** The merchant's stable id of the customer. */
  userId: z.string().min(1),
  /** Where the hosted page sends the customer back to; its host must be on the workspace's list. */
  returnUrl: z.url().optional(),
  environment: environmentSchema.optional(),
  context: customerContextSchema.optional(),
  metadata: metadataSchema.optional(),
});
export type CancelLinkRequest = z.infer<typeof cancelLinkRequestSchema>;

/** The answer of `POST /api/v1/cancel-link`. Source: RetentBase docs. */
export const cancelLinkSchema = z.looseObject({
  /** The hosted page of this customer, with a short-lived token in it. */
  url: z.url(),
  expires_at: z.string(),
  environment: environmentSchema,
  /** Names the session in `GET /api/v1/cancel-sessions/:id`. */
  session_id: z.string().min(1),
});
export type CancelLink = z.infer<typeof cancelLinkSchema>;
