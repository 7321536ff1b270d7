/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

/** A shorter text is found everywhere, and taking it out would leave nothing to read. */
const minLength = 4;
const minBase64Length = 8;

/**
 * Builds the last line of defence, should a secret ever get into a message: each becomes `[redacted]`, as it
 * is and as it looks in JSON, URLs, forms and base64. Those of fewer than 4 characters stay.
 */
export function createRedact(secrets: readonly string[]): Redact {
  const spellings = secrets.filter((secret) => secret.length >= minLength).flatMap(listSpellings);
  // The longest first: one secret may be a part of another.
  const ordered = [...new Set(spellings)].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((rest, spelling) => rest.replaceAll(spelling, "[redacted]"), text);
}

function listSpellings(secret: string): string[] {
  const inUrl = encodeURIComponent(secret.toWellFormed());
  const base64 = [0, 1, 2]
    .map((offset) => withinBase64(secret, offset))
    .filter((text) => text.length >= minBase64Length);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    inUrl,
    inUrl.replace(/%../g, (code) => code.toLowerCase()),
    new URLSearchParams([["", secret]]).toString().slice(1),
    ...base64.flatMap((text) => [text, text.replaceAll("+", "-").replaceAll("/", "_")]),
  ];
}

/**
 * Base64 (RFC 4648) turns three bytes into four characters: what a text looks like depends on how many bytes
 * come before it.
 */
function withinBase64(text: string, offset: number): string {
  const bytes = new Uint8Array([...new Uint8Array(offset), ...new TextEncoder().encode(text)]);
  const characters = btoa(String.fromCharCode(...bytes));
  // The first and last character may hold bits of the neighbours.
  return characters.slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
}
