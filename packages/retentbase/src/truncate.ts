/** A text of at most so many characters; one that was longer ends with "…". */
export function truncate(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  // The cut may go through a surrogate pair, and half of one is no character.
  return `${text.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
