const maxCharacters = 2048;

/** What a thrown value says, for the operator: billing may throw anything. */
export function shorten(error: unknown): string {
  const text =
    error instanceof Error ? error.message : typeof error === "string" ? error : "something that is no Error";
  return text.slice(0, maxCharacters);
}
