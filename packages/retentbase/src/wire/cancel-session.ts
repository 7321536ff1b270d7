import * as z from "zod";
import { environmentSchema, offerSchema, outcomeSchema } from "./values.ts";

/**
 * The answer of `GET /api/v1/cancel-sessions/:id`. The endpoint is documented, its body is not: these are the
 * fields that we assume (see `assumptions.ts`), and unknown ones are kept.
 */
export const cancelSessionSchema = z.looseObject({
  session_id: z.string().min(1),
  status: z.enum(["open", "completed", "expired"]),
  environment: environmentSchema,
  created_at: z.string().optional(),
  expires_at: z.string().optional(),
  user_id: z.string().min(1),
  event_id: z.string().optional(),
  outcome: outcomeSchema.optional(),
  reason_key: z.string().optional(),
  reason_text: z.string().optional(),
  offer: offerSchema.optional(),
});
export type CancelSession = z.infer<typeof cancelSessionSchema>;
