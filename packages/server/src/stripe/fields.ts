// Messages come in the shape of whichever API version their endpoint has, so nothing in them is taken for
// granted.

export type StripeObject = Readonly<Record<string, unknown>>;

/** An object's fields; none where it is no object. */
export function toObject(value: unknown): StripeObject {
  return typeof value === "object" && value !== null ? (value as StripeObject) : {};
}

/** A text that every database can hold; null for anything else. */
export function toText(value: unknown): string | null {
  const isText = typeof value === "string" && value !== "" && value.length <= 255;
  return isText && !value.includes("\0") && value.isWellFormed() ? value : null;
}

/** The id of an object that may stand for itself, or be there as a whole. */
export function toId(value: unknown): string | null {
  return toText(value) ?? toText(toObject(value).id);
}

/** Stripe's seconds as milliseconds; undefined for what is no time. */
export function toTimeMs(value: unknown): number | undefined {
  const isTime = Number.isSafeInteger(value) && Number(value) > 0 && Number(value) < 253_402_300_800;
  return isTime ? Number(value) * 1000 : undefined;
}

export function isPositive(value: unknown): boolean {
  return typeof value === "number" && value > 0;
}

/** The id of what Stripe names by its id alone, or whole. */
export function getId(object: string | { id: string }): string {
  return typeof object === "string" ? object : object.id;
}
