import fc from "fast-check";

/** Bounds of every property: enough runs to find something, and an end on slow machines. */
export const bounds = { numRuns: 150, interruptAfterTimeLimit: 4000 } as const;

/** Names that mean something to JavaScript's own objects. */
const inheritedNames = fc.constantFrom("__proto__", "constructor", "prototype", "toString", "hasOwnProperty");

/** What would reach every object, were it merged carelessly. */
const pollution = fc.constantFrom<unknown>(
  { polluted: true },
  { prototype: { polluted: true } },
  JSON.parse('{"__proto__":{"polluted":true}}'),
);

/** Any JSON value, with keys and values that attack code which copies it. */
export const jsonValue: fc.Arbitrary<unknown> = fc.oneof(fc.jsonValue(), pollution);

/** An object with some of these keys, some inherited names and some of any kind; `__proto__` is a key of its own. */
export function jsonObject(keys: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const key = fc.oneof(
    { arbitrary: fc.constantFrom(...keys), weight: 4 },
    { arbitrary: inheritedNames, weight: 1 },
    { arbitrary: anyText, weight: 1 },
  );
  return fc
    .array(fc.tuple(key, fc.oneof(jsonValue, anyText)), { maxLength: 6 })
    .map((entries) => Object.fromEntries(entries));
}

/** Any string, halves of surrogate pairs and control characters included. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.string({
    unit: fc.constantFrom("\ud800", "\udc00", "\0", "\n", "\u202e", "%", "'", '"', "<", ";", "="),
  }),
);

/** What a header can hold: Latin-1 without line breaks and NUL. */
const headerValue: fc.Arbitrary<string> = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
});

/** One of these, or anything that a header can hold. */
export function headerLike(...usual: string[]): fc.Arbitrary<string> {
  return fc.oneof({ arbitrary: fc.constantFrom(...usual), weight: 3 }, { arbitrary: headerValue, weight: 1 });
}

/** Whether an attack has reached the prototype of all objects. */
export function isPolluted(): boolean {
  return "polluted" in {};
}
