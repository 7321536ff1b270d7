import * as z from "zod";
import { assumedClaimNames } from "../assumptions.ts";
import { describeIssues } from "../describe-issues.ts";
import { TokenError } from "../jwt/token-error.ts";
import { type Environment, environmentSchema, offerSchema, outcomeSchema } from "../wire/values.ts";
import type { VerifiedResult } from "./verified-result.ts";

/** Which claim of the token holds which fact. */
export type ResultTokenClaimNames = Record<keyof typeof assumedClaimNames, string>;

export const defaultClaimNames: ResultTokenClaimNames = assumedClaimNames;

/** An id that not every database can hold is none. */
const text = z
  .string()
  .min(1)
  .max(1024)
  .refine((value) => !value.includes("\0") && value.isWellFormed(), {
    error: "has characters that no id has",
  });

const factsSchema = z
  .object({
    userId: text,
    tokenId: text,
    sessionId: text.optional(),
    eventId: text.optional(),
    environment: environmentSchema,
    outcome: outcomeSchema,
    reasonKey: text.optional(),
    reasonText: z.string().optional(),
    offer: offerSchema.optional(),
  })
  .refine((facts) => facts.sessionId !== undefined || facts.eventId !== undefined, {
    path: ["sessionId"],
    error: "either a session id or an event id is needed",
  });

/**
 * Picks the facts out of verified claims.
 *
 * @throws {TokenError} `claim_invalid`, `environment_mismatch`
 */
export function readClaims(
  payload: Record<string, unknown>,
  names: ResultTokenClaimNames,
  environment: Environment,
): Omit<VerifiedResult, "issuedAt" | "isDated"> {
  const parsed = factsSchema.safeParse(toFacts(payload, names));
  if (!parsed.success) {
    const wrong = describeIssues(parsed.error, "claims");
    throw new TokenError("claim_invalid", `the claims are incomplete or of the wrong type: ${wrong}`);
  }
  if (parsed.data.environment !== environment) {
    throw new TokenError("environment_mismatch", "the token belongs to the other environment");
  }
  const { sessionId, eventId, reasonKey, reasonText, offer } = parsed.data;
  return { ...parsed.data, sessionId, eventId, reasonKey, reasonText, offer };
}

/** Picks the ids of the flow out of claims that may be anything. */
export function peekIds(
  payload: Record<string, unknown>,
  names: ResultTokenClaimNames,
): Pick<VerifiedResult, "sessionId" | "eventId"> {
  const { sessionId, eventId } = toFacts(payload, names);
  return { sessionId: text.safeParse(sessionId).data, eventId: text.safeParse(eventId).data };
}

function toFacts(payload: Record<string, unknown>, names: ResultTokenClaimNames): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(names).map(([fact, claim]) => [
      fact,
      // A claim that is null counts as one that is left out; inherited properties are no claims.
      Object.hasOwn(payload, claim) ? (payload[claim] ?? undefined) : undefined,
    ]),
  );
}
