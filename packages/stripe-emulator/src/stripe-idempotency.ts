import type { Answer } from "@retent/emulator/internal";
import { Refusal, refuse } from "./stripe-refusal.ts";

const dayMs = 86_400_000;

interface Kept {
  request: string;
  answer: Answer;
  /** Milliseconds since the epoch. */
  until: number;
}

/**
 * Stripe keeps what it answered to a key for a day, refusals and server errors too, as soon as an endpoint has
 * begun; the same key for anything else is refused (https://docs.stripe.com/api/idempotent_requests).
 */
export function createIdempotency(now: () => number) {
  const answers = new Map<string, Kept>();

  return {
    run(key: string | undefined, request: string, work: () => Answer): Answer {
      const kept = key === undefined ? undefined : answers.get(key);
      if (!kept || kept.until <= now()) return keep(key, request, work());
      if (kept.request === request)
        return { ...kept.answer, headers: { ...kept.answer.headers, "idempotent-replayed": "true" } };
      return refuse(
        new Refusal(
          "idempotency_error",
          "Keys for idempotent requests can only be used with the same parameters they were first used with.",
        ),
      );
    },
  };

  function keep(key: string | undefined, request: string, answer: Answer): Answer {
    if (key !== undefined) answers.set(key, { request, answer, until: now() + dayMs });
    return answer;
  }
}
