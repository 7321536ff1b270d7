import fc from "fast-check";
import { expect, test } from "vitest";
import { parseBillingEvent } from "../../src/billing/billing-event.ts";
import { readEvent, stripeEventTypes } from "../../src/stripe/read-event.ts";
import { checkout, invoice, subscription } from "./stripe-messages.ts";

/** Anything where Stripe's own value is expected. */
const strange = fc.oneof(
  fc.constantFrom(
    null,
    undefined,
    "",
    "\0",
    "\ud800",
    [],
    {},
    -1,
    1e300,
    Number.MAX_SAFE_INTEGER,
    true,
    "1",
    { id: 7 },
  ),
  fc.anything(),
);
const objects = fc.constantFrom(
  subscription({ status: "canceled", ended_at: 1_772_000_000 }),
  subscription({ cancel_at: 1_772_000_000 }),
  invoice("basil", 1_772_000_000_000),
  invoice("before basil", 1_772_000_000_000),
  checkout(),
);

/** An object some of whose fields are anything. */
const spoilt = fc
  .tuple(objects, fc.array(fc.tuple(fc.nat(20), strange), { maxLength: 4 }))
  .map(([object, changes]) => {
    const names = Object.keys(object);
    const changed = changes.map(([place, value]) => [names[place % names.length] ?? "id", value]);
    return { ...object, ...Object.fromEntries(changed) };
  });

const mostly = (usual: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: strange });

const messages = fc.record(
  {
    id: mostly(fc.constant("evt_1")),
    object: mostly(fc.constant("event")),
    type: mostly(fc.constantFrom<unknown>(...stripeEventTypes)),
    created: mostly(fc.constant(1_772_000_000)),
    livemode: mostly(fc.constant(false)),
    data: mostly(fc.record({ object: mostly(spoilt), previous_attributes: strange })),
  },
  { requiredKeys: ["id", "object", "type"] },
);

test("whatever a message holds, what is read of it can be kept, and nothing fails", () => {
  let kept = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 20, arbitrary: messages }, strange), (message) => {
      const read = readEvent(message, { isLive: false, userIdKey: "userId" });
      if (read === null || "ignored" in read) return;
      kept += 1;
      expect(parseBillingEvent(read)).toEqual(read);
    }),
    { numRuns: 5000 },
  );
  expect(kept).toBeGreaterThan(50);
});
