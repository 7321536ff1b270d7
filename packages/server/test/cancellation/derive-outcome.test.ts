import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BillingEvent, BillingFact } from "../../src/billing/billing-event.ts";
import { deriveOutcome } from "../../src/cancellation/derive-outcome.ts";

const decidedAt = Date.parse("2026-03-01T12:00:00.700Z");
const question = {
  startedAt: decidedAt - 300_000,
  decidedAt,
  userId: "user_1",
  subscription: "sub_1" as string | null,
};
const minute = 60_000;
const day = 86_400_000;

/** A fact about `sub_1`, so long after the decision. */
function at(
  afterMs: number,
  fact: BillingFact["type"] | BillingFact,
  subscription: string | null = "sub_1",
): BillingEvent {
  const occurredAt = decidedAt + afterMs;
  const whole: BillingFact =
    typeof fact !== "string"
      ? fact
      : fact === "ended"
        ? { type: fact, effectiveAt: occurredAt }
        : fact === "paid"
          ? { type: fact, invoicedAt: occurredAt }
          : { type: fact };
  return {
    id: `evt_${afterMs}_${whole.type}`,
    type: "any",
    occurredAt,
    customer: "cus_1",
    subscription,
    userId: null,
    fact: whole,
  };
}

const outcomeOf = (...events: BillingEvent[]) => deriveOutcome(question, events)?.outcome ?? null;

describe("a cancellation", () => {
  test("ends as churned with the date that the subscription itself names", () => {
    const effectiveAt = Date.parse("2026-03-31T09:30:00Z");
    expect(deriveOutcome(question, [at(30 * day, { type: "ended", effectiveAt })])).toEqual({
      outcome: "churned",
      confirmed: true,
      effectiveAt: "2026-03-31T09:30:00.000Z",
      metadata: null,
    });
  });

  test("that was undone, paid again or bought again is recovered, at no date", () => {
    for (const fact of ["resumed", "paid", "bought"] as const)
      expect(deriveOutcome(question, [at(day, "scheduled"), at(2 * day, fact)])).toEqual({
        outcome: "recovered",
        confirmed: true,
        effectiveAt: null,
        metadata: null,
      });
    expect(outcomeOf(at(day, "scheduled"), at(2 * day, "running"))).toBe("recovered");
  });

  test("is open while its end is only scheduled, or nothing was told", () => {
    expect(outcomeOf()).toBeNull();
    expect(outcomeOf(at(1, "scheduled"))).toBeNull();
    // Any change of a subscription that is not scheduled to end.
    expect(outcomeOf(at(day, "running"))).toBeNull();
    expect(outcomeOf(at(day, "running"), at(2 * day, "scheduled"))).toBeNull();
    expect(outcomeOf(at(day, "scheduled"), at(day, "running"))).toBeNull();
  });

  test("is not touched by what was before the customer decided", () => {
    expect(
      outcomeOf(at(-day, "paid"), at(-day, "bought"), at(-minute, "resumed"), at(-day, "ended")),
    ).toBeNull();
    // Paid late: the period began before.
    expect(outcomeOf(at(day, { type: "paid", invoicedAt: decidedAt - day }))).toBeNull();
    // Within the same second, which is all that billing's clock may know.
    expect(outcomeOf(at(-700, "paid"))).toBe("recovered");
  });

  test("counts an end since the customer clicked, for it may be said again after it is over", () => {
    expect(outcomeOf(at(-4 * minute, "ended"))).toBe("churned");
    expect(outcomeOf(at(-25 * minute, "ended"))).toBeNull();
  });

  test("is not kept by its own purchase, in the second of the decision", () => {
    expect(outcomeOf(at(-700, "bought"), at(-700, "started"), at(day, "ended"))).toBe("churned");
    expect(outcomeOf(at(-700, "bought"))).toBeNull();
    expect(outcomeOf(at(-700, "bought", "sub_2"))).toBe("recovered");
  });

  test("counts an end by a clock that is some minutes behind, of the subscription in question alone", () => {
    expect(outcomeOf(at(-7 * minute, "ended"))).toBe("churned");
    expect(outcomeOf(at(-7 * minute, "ended", "sub_2"))).toBeNull();
  });

  test("stays churned whatever is paid afterwards for what has ended", () => {
    expect(
      outcomeOf(at(day, "ended"), at(2 * day, "paid"), at(2 * day, "running"), at(2 * day, "scheduled")),
    ).toBe("churned");
    expect(outcomeOf(at(day, "ended"), at(day, "resumed"))).toBe("churned");
  });

  test("is recovered by a subscription that is bought or resumed after the end, until that ends too", () => {
    const bought = at(2 * day, "bought", "sub_2");
    expect(outcomeOf(at(day, "ended"), bought)).toBe("recovered");
    expect(outcomeOf(at(day, "ended"), at(2 * day, "resumed"))).toBe("recovered");
    expect(deriveOutcome(question, [at(day, "ended"), bought, at(9 * day, "ended", "sub_2")])).toMatchObject({
      outcome: "churned",
      effectiveAt: new Date(decidedAt + 9 * day).toISOString(),
    });
  });

  test("of one subscription has nothing to do with what happens to another", () => {
    expect(
      outcomeOf(at(day, "ended", "sub_2"), at(day, "paid", "sub_3"), at(day, "resumed", "sub_3")),
    ).toBeNull();
    expect(outcomeOf(at(day, "ended"), at(2 * day, "paid", "sub_2"))).toBe("churned");
  });

  test("of a customer whose subscription is not known ends with the last of them", () => {
    const ofCustomer = (...events: BillingEvent[]) =>
      deriveOutcome({ ...question, subscription: null }, events)?.outcome ?? null;
    expect(ofCustomer(at(day, "ended", "sub_7"))).toBe("churned");
    expect(ofCustomer(at(day, "ended", "sub_7"), at(2 * day, "paid", "sub_8"))).toBe("recovered");
  });
});

const facts = fc.oneof(
  fc
    .constantFrom("started", "scheduled", "running", "resumed", "bought", "ended", "paid")
    .map((type) => type as BillingFact["type"]),
  fc.nat(9).map((days): BillingFact => ({ type: "ended", effectiveAt: decidedAt + days * day })),
  fc
    .integer({ min: -3, max: 9 })
    .map((days): BillingFact => ({ type: "paid", invoicedAt: decidedAt + days * day })),
);
const events = fc.array(
  fc
    .tuple(fc.integer({ min: -2, max: 6 }), facts, fc.constantFrom("sub_1", "sub_2", null))
    .map(([days, fact, subscription]) => at(days * day, fact, subscription)),
  { maxLength: 12 },
);
const questions = fc.constantFrom("sub_1", null).map((subscription) => ({ ...question, subscription }));

test("whatever happens, in any order and told any number of times, it is the same outcome", () => {
  fc.assert(
    fc.property(questions, events, fc.infiniteStream(fc.nat()), (asked, story, random) => {
      const shuffled = [...story, ...story]
        .map((event) => ({ event, rank: random.next().value }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ event }) => event);
      expect(deriveOutcome(asked, shuffled)).toEqual(deriveOutcome(asked, story));
    }),
    { numRuns: 2000 },
  );
});

test("more that is known never takes an outcome back, so that what was sent is what is derived in the end", () => {
  fc.assert(
    fc.property(questions, events, (asked, story) => {
      for (let known = 0; known < story.length; known += 1) {
        if (deriveOutcome(asked, story.slice(0, known)) !== null)
          expect(deriveOutcome(asked, story.slice(0, known + 1))).not.toBeNull();
      }
    }),
    { numRuns: 2000 },
  );
});
