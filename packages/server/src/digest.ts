// Of Web Crypto, since the server also runs where there is no node:crypto.

export async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

/** Takes as long for bytes that are nearly the same as for any others of the same length. */
export function isSameBytes(expected: Uint8Array, given: Uint8Array): boolean {
  const difference = expected.reduce((sum, byte, index) => sum | (byte ^ (given[index] ?? 0)), 0);
  return difference === 0 && given.length === expected.length;
}

/** Base64 as it may stand in URLs and cookies, without padding (RFC 4648, section 5). */
export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
