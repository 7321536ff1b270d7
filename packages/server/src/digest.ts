/**
 * Node's own hash where the runtime has it: Web Crypto hands every text to another thread, which takes longer
 * than hashing. The server also runs where there is no node:crypto.
 */
const nodeCrypto = getNodeCrypto();

/** What we need of node:crypto, whose own types only Node.js projects have. */
interface NodeCrypto {
  createHash(algorithm: "sha256"): { update(text: string): { digest(): Uint8Array } };
}

function getNodeCrypto(): NodeCrypto | undefined {
  try {
    const { process } = globalThis as { process?: { getBuiltinModule?(name: string): NodeCrypto } };
    const found = process?.getBuiltinModule?.("node:crypto");
    return typeof found?.createHash === "function" ? found : undefined;
  } catch {
    return undefined;
  }
}

export async function sha256(text: string): Promise<Uint8Array> {
  if (nodeCrypto) return nodeCrypto.createHash("sha256").update(text).digest();
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
