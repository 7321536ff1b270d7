import { truncate } from "@retent/retentbase/internal";

const maxCharacters = 2048;

/** What a thrown value says, for the operator: anything may be thrown. */
export function describeThrown(error: unknown): string {
  const text =
    error instanceof Error ? error.message : typeof error === "string" ? error : "not an Error object";
  return truncate(text, maxCharacters);
}
