/**
 * The fields of a form as Stripe's API takes it: `metadata[userId]=1` is a field within a field,
 * `items[0][id]=1` one within a list.
 */
export function parseFormFields(text: string): Record<string, unknown> {
  const root: Record<string, unknown> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.split(/[[\]]+/).filter((part) => part !== "");
    const last = path.pop() ?? "";
    let place = root;
    for (const part of path) {
      place[part] ??= Object.create(null);
      place = place[part] as Record<string, unknown>;
    }
    place[last] = value;
  }
  return root;
}

/** A list's entries: a form numbers them. */
export function toEntries(list: unknown): Record<string, unknown>[] {
  return typeof list === "object" && list !== null ? (Object.values(list) as Record<string, unknown>[]) : [];
}
