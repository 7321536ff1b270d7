/** Replaces characters that would steer the terminal, in a text that another server or a user wrote. */
export function stripControlCharacters(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
}
