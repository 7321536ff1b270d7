/** Secrets of 32 bytes and more that stand in public docs, standards and tutorials: anyone can sign with them. */
const published = new Set([
  "a-string-secret-at-least-256-bits-long",
  "a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long",
  "your-256-bit-secret-your-256-bit-secret",
  "my-32-character-ultra-secure-and-ultra-long-secret",
  "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  "GQDstcKsx0NHjPOuXOYg5MbeJ1XT0uFiwDVvVBrk",
  // RFC 7515, appendix A.1, and RFC 7520, section 3.5.
  "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
  "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg",
]);

/** Rows of a keyboard. */
const keyboardRows = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890"];

/** The longest text that makes a secret by being repeated, in characters. */
const maxUnit = 20;

/** 32 random hexadecimal digits have fewer than this once in ten million times. */
const minDistinctCharacters = 6;

/** Whether a secret can be guessed, although it is long: published, of few characters, a repeated text, or characters in a row. */
export function isGuessableSecret(secret: string): boolean {
  const text = secret.toLowerCase();
  return (
    published.has(secret) ||
    new Set(secret).size < minDistinctCharacters ||
    isRepetition(text) ||
    countInARow(text) >= text.length / 2
  );
}

function isRepetition(text: string): boolean {
  for (let length = 1; length <= Math.min(maxUnit, text.length / 2); length += 1) {
    const unit = text.slice(0, length);
    if (unit.repeat(Math.ceil(text.length / length)).slice(0, text.length) === text) return true;
  }
  return false;
}

/** How many characters follow their predecessor in the alphabet, among the digits or on a keyboard, in either direction. */
function countInARow(text: string): number {
  let count = 0;
  for (let index = 1; index < text.length; index += 1) {
    const [previous = "", next = ""] = [text[index - 1], text[index]];
    const step = next.charCodeAt(0) - previous.charCodeAt(0);
    const isOnARow = keyboardRows.some(
      (row) => row.includes(previous + next) || row.includes(next + previous),
    );
    if (Math.abs(step) <= 1 || isOnARow) count += 1;
  }
  return count;
}
