import { describeIssues } from "@retent/retentbase/internal";
import * as z from "zod";
import type { BillingSettlement, Bytes } from "../billing/billing.ts";
import { BillingEventError } from "../billing/billing-event.ts";
import { settlementSchema } from "../cancellation/billing-answer.ts";

/** Tools without code send what they have no value for as an empty text. */
const orLeftOut = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal("").transform(() => undefined), z.null().transform(() => undefined), schema]).optional();

/** Zapier's Formatter writes offsets without a colon. */
const dateTimeSchema = z
  .string()
  .transform((text) => text.replace(/([+-]\d{2})(\d{2})$/, "$1:$2"))
  .pipe(z.iso.datetime({ offset: true }));

const messageSchema = z.object({
  eventId: z.string().min(1).max(255),
  // As a text, too: fields of such tools are texts.
  revision: orLeftOut(
    z.union([
      z.int().min(1),
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number),
    ]),
  ),
  outcome: settlementSchema.shape.outcome,
  effectiveAt: orLeftOut(dateTimeSchema),
  metadata: orLeftOut(settlementSchema.shape.metadata.unwrap()),
});

/**
 * Reads a settlement that its sender has proved to be billing's: JSON, or a form, which such tools post unless they are
 * told otherwise.
 *
 * @throws {BillingEventError} `malformed`, naming the fields that are wrong and never a value
 */
export function readSettlement(body: Bytes, headers: Headers): Omit<BillingSettlement, "messageId"> {
  const { data, error } = messageSchema.safeParse(parse(new TextDecoder().decode(body), headers));
  if (!data) throw new BillingEventError("malformed", describeIssues(error, "the body"));
  const { eventId, revision, outcome, effectiveAt, metadata } = data;
  return {
    eventId,
    revision,
    answer: {
      outcome,
      ...(effectiveAt !== undefined && { effectiveAt }),
      ...(metadata !== undefined && { metadata }),
    },
  };
}

function parse(text: string, headers: Headers): unknown {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers.get("content-type") ?? "");
  // The type is not signed: our own messages are JSON, and with a customer's words in them they could be read as forms.
  if (isForm && !/^\s*[[{]/.test(text)) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    throw new BillingEventError("malformed", "the body: must be JSON");
  }
}
